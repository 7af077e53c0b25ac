package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Matmul.Operand;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of products with k = 1, whose b has a single row or column: its leading dimension says
 * nothing then, and who guesses a layout from the strides guesses wrong.
 */
final class OneTermCases {
  private static final long BATCH = 3;
  private static final long M = 5;
  private static final long N = 6;

  private OneTermCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (boolean transposeA : new boolean[] {false, true}) {
      for (boolean transposeB : new boolean[] {false, true}) {
        Matmul dense = Matmul.batched(BATCH, M, N, 1, transposeA, transposeB);
        cases.add(MatmulCases.product("", dense, true));
        cases.add(MatmulCases.product("rows and matrices apart", apart(dense), true));
        cases.add(MatmulCases.product("side by side", sideBySide(dense), false));
      }
    }
    Matmul dense = Matmul.batched(BATCH, M, N, 1, false, false);
    cases.add(
        MatmulCases.product(
            "one a for all", replaced(dense, repeated(dense.a()), dense.b()), false));
    cases.add(
        MatmulCases.product(
            "one b for all", replaced(dense, dense.a(), repeated(dense.b())), false));
    // Work for three threads, more than there are matrices, which must themselves be cut then.
    cases.add(MatmulCases.product("", Matmul.batched(2, 16, 48_000, 1, false, false), false));
    return cases;
  }

  private static Matmul apart(Matmul dense) {
    return MatmulCases.laidOut(dense, apart(dense.a()), apart(dense.b()), apart(dense.out()));
  }

  private static Operand apart(Operand dense) {
    return new Operand(dense.transposed(), dense.leading() + 3, 50);
  }

  /** The matrices of either operand are blocks of columns of one that is wider. */
  private static Matmul sideBySide(Matmul dense) {
    return replaced(dense, beside(dense.a()), beside(dense.b()));
  }

  private static Operand beside(Operand dense) {
    return new Operand(dense.transposed(), BATCH * dense.leading(), dense.leading());
  }

  private static Matmul replaced(Matmul dense, Operand a, Operand b) {
    return MatmulCases.laidOut(dense, a, b, dense.out());
  }

  private static Operand repeated(Operand dense) {
    return MatmulCases.strided(dense, 0);
  }
}
