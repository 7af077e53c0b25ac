package dev.trine.cuda;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static java.util.stream.Collectors.toMap;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.internal.Collapse;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Expression;
import dev.trine.kernels.MapForm;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated kernels through the assembler that is in the driver, for which no GPU is needed. */
class MapAssemblyTest {
  /** So that sixteen groups, which hide what a load takes, fit on a multiprocessor. */
  private static final int MOST_REGISTERS = 64;

  /** Inputs of which quads are loaded before the first is used, with as many registers. */
  private static final int FEW_INPUTS = 8;

  /** Of more inputs, which a cell of a recurrent layer has: ten groups. */
  private static final int MOST_REGISTERS_OF_MANY_INPUTS = 96;

  static Stream<String> architectures() {
    return PtxAssemblyTest.ARCHITECTURES.stream();
  }

  @BeforeAll
  static void loadAssembler() throws IOException {
    PtxAssembler.load();
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void takesFewRegisters(String architecture) {
    Stream.of(MapCases.structures(), MapCases.operations(), MapCases.ofFunctions())
        .flatMap(cases -> cases)
        .map(MapCase::spec)
        .collect(toMap(spec -> Ptx.render(form(spec)), spec -> spec.inputs().size(), Math::max))
        .forEach((ptx, inputs) -> check(ptx, architecture, inputs));
  }

  private static void check(Ptx ptx, String architecture, int inputs) {
    int most = inputs <= FEW_INPUTS ? MOST_REGISTERS : MOST_REGISTERS_OF_MANY_INPUTS;
    KernelUse use = PtxAssembler.assemble(ptx, architecture).get(ptx.module());
    assertEquals(0, use.stackBytes(), ptx::meaning);
    assertEquals(0, use.spilledBytes(), ptx::meaning);
    assertTrue(
        use.registers() <= most,
        () -> "%d registers: %s".formatted(use.registers(), ptx.meaning()));
  }

  /** Of four elements at once there is one instruction for each operation of each. */
  @ParameterizedTest
  @MethodSource("architectures")
  void fusesWhatIsWrittenSoAndNothingElse(String architecture) {
    Ptx fused = render(fma(load(0), load(1), load(2)));
    Ptx apart = render(add(multiply(load(0), load(1)), load(2)));
    Ptx open = new Ptx(apart.module(), apart.text().replace(".rn.f32", ".f32"));
    assertEquals(4, fusedOperations(fused, architecture));
    assertEquals(0, fusedOperations(apart, architecture));
    assertEquals(4, fusedOperations(open, architecture), "or this test could not fail");
  }

  private static Ptx render(Expression value) {
    return Ptx.render(form(Mapping.dense(Shape.of(9), 3, value)));
  }

  private static MapForm form(Mapping spec) {
    return MapForm.of(Collapse.of(spec));
  }

  private static long fusedOperations(Ptx ptx, String architecture) {
    return MachineCode.of(PtxAssembler.program(ptx, architecture), ptx.module()).fusedOperations();
  }
}
