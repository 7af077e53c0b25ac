package dev.trine.cuda.ptx;

import dev.trine.backend.op.StepState;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * What the kernel of an update does besides computing: it looks at the step state before, and at
 * its results before it stores them.
 */
final class Guard {
  private static final String EXPONENT = "0x7F800000";
  private static final String FOUND = "%found";
  private static final String LOST = "%lost";
  private static final String MARK = "%mark";

  private final TensorAccess state =
      new TensorAccess("state", new Tensor(DType.I32, Walk.SINGLE), 0);

  /** Its parameters behind those of the tensors. */
  List<String> memory() {
    return state.memory();
  }

  void declareRegisters(Assembly to) {
    state.declareRegisters(to);
    to.declare(".b32", FOUND, MARK);
    to.declare(".pred", "%finite<" + Quad.LENGTH + ">", LOST);
  }

  /** Before anything is computed: ends the lane unless the step is healthy. */
  void prepare(Assembly to) {
    state.prepare(to);
    to.add("ld.global.b32", FOUND, place(StepState.HEALTHY));
    to.add("setp.eq.u32", Instructions.TRUTH, FOUND, 0);
    to.addWhere(Instructions.TRUTH, "bra", "END");
    to.add("mov.b32", MARK, 1);
  }

  /**
   * Leaves an element out of what is stored unless all of its results are finite. Any number of
   * lanes may write the same mark, and none reads it here.
   *
   * @param results registers
   */
  void check(Assembly to, int element, List<String> results) {
    String finite = "%finite" + element;
    to.add("mov.pred", finite, Quad.exists(element));
    for (String result : results) {
      to.add("and.b32", FOUND, result, EXPONENT);
      to.add("setp.ne.and.u32", finite, FOUND, EXPONENT, finite);
    }
    to.add("xor.pred", LOST, finite, Quad.exists(element));
    to.addWhere(LOST, "st.global.b32", place(StepState.OVERFLOWED), MARK);
    Quad.keepWhere(to, element, finite);
  }

  private String place(int index) {
    return "[" + state.start() + "+" + index * DType.I32.bytes() + "]";
  }
}
