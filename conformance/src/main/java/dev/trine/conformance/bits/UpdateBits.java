package dev.trine.conformance.bits;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.StepState;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An update, the bits of its inputs, and what {@link SinglePrecision} makes of them where it may.
 *
 * @param inputs may end with the step state
 */
record UpdateBits(Mapping mapping, List<int[]> inputs, int[] stepState) {
  /** The step state, which has made some updates and is healthy or not. */
  static int[] state(int step, boolean healthy) {
    int[] state = new int[StepState.ELEMENTS];
    state[StepState.STEP] = step;
    state[StepState.HEALTHY] = healthy ? 1 : 0;
    return state;
  }

  /** A case whose first results overwrite the first inputs, so many. */
  BitCase over(String name, int first) {
    List<int[]> all = new ArrayList<>(inputs);
    List<Tensor> tensors = Contents.inputs(mapping.inputs(), inputs);
    if (!isInput()) {
      all.add(stepState);
      tensors.add(new Tensor(DType.I32, stepState));
    }
    List<Tensor> results = new ArrayList<>();
    mapping.results().forEach(r -> results.add(Contents.blank(r, mapping.extents())));
    results.add(new Tensor(DType.I32, stepState));
    int count = mapping.results().size();
    List<Integer> places =
        IntStream.rangeClosed(0, count)
            .mapToObj(o -> o == count ? all.size() - 1 : o < first ? o : -1)
            .toList();
    return new BitCase(
        name,
        tensors,
        results,
        places,
        (backend, from, to) ->
            backend.update(
                mapping, from.subList(0, inputs.size()), to.subList(0, count), to.get(count)),
        () -> compute(Contents.before(results, places, all)));
  }

  private boolean isInput() {
    return !inputs.isEmpty() && inputs.get(inputs.size() - 1) == stepState;
  }

  /**
   * @param after the results, and behind them the step state
   */
  private List<int[]> compute(List<int[]> after) {
    int[] state = after.get(after.size() - 1);
    SinglePrecision computation = new SinglePrecision(Listing.of(mapping.values()));
    Shape extents = mapping.extents();
    for (long i = 0; i < extents.elements() && state[StepState.HEALTHY] != 0; i++) {
      long[] index = extents.coordinates(i);
      int[] loads = Contents.at(index, mapping.inputs(), inputs);
      int[] values = computation.run(loads, Contents.ints(index));
      if (Arrays.stream(values).mapToObj(Float::intBitsToFloat).allMatch(Float::isFinite)) {
        for (int o = 0; o < values.length; o++) {
          after.get(o)[(int) mapping.results().get(o).to().position(index)] = values[o];
        }
      } else {
        state[StepState.OVERFLOWED] = 1;
      }
    }
    return after;
  }
}
