package dev.trine.conformance.catalogue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.MatrixOps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Products that give the sums of the right operand's columns, too. */
final class ColumnSumCases {
  /** The name of the argument. */
  static final String SUMS = "columnSums";

  private ColumnSumCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        for (long size : new long[] {1, 6, 13, 207, 2046}) {
          cases.add(beside(Matmul.of(size, 19, 23, transposeA, transposeB)));
          cases.add(beside(Matmul.of(17, size, 23, transposeA, transposeB)));
          cases.add(beside(Matmul.of(17, 19, size, transposeA, transposeB)));
        }
        Matmul dense = Matmul.of(6, 13, 7, transposeA, transposeB);
        Matmul apart = MatmulCases.laidOut(dense, dense.a(), wider(dense), dense.out());
        cases.add(beside("rows of b 5 apart", apart));
        // Sums of b as it is, whatever becomes of the product.
        cases.add(beside(dense.withScale(0.5, 2).withActivation(Activation.TANH)));
      }
    }
    // The gradients of a dense layer, whose sums a device splits.
    cases.add(beside(Matmul.of(13, 7, 8192, true, false)));
    cases.add(beside(Matmul.of(512, 10, 8192, true, false)));
    cases.add(beside(Matmul.of(784, 130, 128, true, false)));
    // Nothing but the sums, sums of nothing, and nothing at all.
    cases.add(beside(Matmul.of(0, 13, 7, true, false)));
    cases.add(beside(Matmul.of(6, 13, 0, true, false)));
    cases.add(beside(Matmul.of(6, 0, 7, true, false)));
    return cases;
  }

  private static Matmul.Operand wider(Matmul dense) {
    return MatmulCases.widened(dense.b(), 5);
  }

  private static OpCase beside(Matmul spec) {
    return beside("", spec);
  }

  private static OpCase beside(String what, Matmul spec) {
    return beside(what, spec, backend -> backend);
  }

  /**
   * @param way what of a backend multiplies
   */
  static OpCase beside(String what, Matmul spec, Function<Backend, MatrixOps> way) {
    OpCase product = MatmulCases.product(what, spec, false, way);
    List<Argument> arguments = new ArrayList<>(product.arguments());
    arguments.add(Argument.output(SUMS, Tolerance.within(new ColumnSumBound(spec)), spec.n()));
    return new OpCase(
        product.op(),
        "column sums beside " + product.name(),
        arguments,
        product.binding(),
        product.flops());
  }
}
