package dev.trine.backend.internal;

import dev.trine.backend.Activation;
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.EnumSet;
import java.util.function.IntToDoubleFunction;

/**
 * The product of {@code a[i, p] = x[i] + u[p]} and {@code b[p, j] = y[j] + w[p]}, with bias and
 * ReLU, stored either way, by each way that a backend has to multiply, of operands of each type
 * that it takes, in which they are exact. Every element counts, all sums are whole numbers below
 * 2²⁴, and {@code Σ_p a·b} is {@code k·x[i]·y[j] + x[i]·Σw + y[j]·Σu + Σu·w}. Beside each product
 * of F32 come the sums of b's columns, {@code k·y[j] + Σw}.
 */
final class ProductCheck {
  /** Larger than any tile, and no multiple of one: the edge of each is ragged both ways. */
  private static final int M = 136;

  private static final int N = 130;
  private static final int FEW = 2;

  /** Some panels of terms and a part of one, also in each of two slices. */
  private static final int K = 44;

  private static final boolean[] EITHER = {false, true};

  private ProductCheck() {}

  static void run(Trial trial, Variants variants) {
    for (DType operands : EnumSet.of(DType.F32, trial.backend().precision().operands())) {
      run(trial, variants, operands);
    }
  }

  private static void run(Trial trial, Variants variants, DType operands) {
    View bias = trial.floats(ProductCheck::bias, N);
    View out = trial.undefined(M * N).reshape(Shape.of(M, N));
    View columnSums = operands == DType.F32 ? trial.undefined(N) : null;
    int[] expected = expected();
    for (boolean transposeA : EITHER) {
      View a = trial.tensor(operands, stored(ProductCheck::a, M, K, transposeA), M * K);
      for (boolean transposeB : EITHER) {
        View b = trial.tensor(operands, stored(ProductCheck::b, K, N, transposeB), K * N);
        Matmul spec = Matmul.of(M, N, K, transposeA, transposeB).withActivation(Activation.RELU);
        for (Variants.Product product : variants.products()) {
          trial.run(trial.backend().fill(Double.NaN, out));
          if (columnSums != null) {
            trial.run(trial.backend().fill(Double.NaN, columnSums));
          }
          trial.run(product.matrices().matmul(spec, a, b, bias, null, out, columnSums));
          trial.expect(() -> name(product, spec, operands), out, i -> expected[i], 0);
          if (columnSums != null) {
            trial.expect(
                () -> "the column sums beside " + name(product, spec, operands),
                columnSums,
                ProductCheck::columnSum,
                0);
          }
        }
      }
    }
    fewRows(trial, operands, bias, out, expected);
  }

  /** For which a backend may have another way, that no other shape would try. */
  private static void fewRows(Trial trial, DType operands, View bias, View out, int[] expected) {
    Variants.Product product = new Variants.Product("matmul", trial.backend());
    View a = trial.tensor(operands, stored(ProductCheck::a, FEW, K, false), FEW * K);
    View few = out.slice(0, FEW);
    for (boolean transposeB : EITHER) {
      View b = trial.tensor(operands, stored(ProductCheck::b, K, N, transposeB), K * N);
      Matmul spec = Matmul.of(FEW, N, K, false, transposeB).withActivation(Activation.RELU);
      trial.run(
          trial.backend().fill(Double.NaN, few), trial.backend().matmul(spec, a, b, bias, few));
      trial.expect(() -> name(product, spec, operands), few, i -> expected[i], 0);
    }
  }

  private static String name(Variants.Product product, Matmul spec, DType operands) {
    return "a %s×%s·%s×%s product (%s%s%s%s)"
        .formatted(
            spec.m(),
            spec.k(),
            spec.k(),
            spec.n(),
            product.name(),
            operands == DType.F32 ? "" : ", of " + operands,
            spec.a().transposed() ? ", a transposed" : "",
            spec.b().transposed() ? ", b transposed" : "");
  }

  @FunctionalInterface
  private interface Matrix {
    int at(int row, int column);
  }

  /** A matrix as it lies in memory. */
  private static IntToDoubleFunction stored(
      Matrix matrix, int rows, int columns, boolean transposed) {
    return transposed
        ? i -> matrix.at(i % rows, i / rows)
        : i -> matrix.at(i / columns, i % columns);
  }

  private static int x(int i) {
    return i % 7 - 3;
  }

  private static int y(int j) {
    return j % 11 - 5;
  }

  private static int u(int p) {
    return p % 5 - 2;
  }

  private static int w(int p) {
    return p % 3 - 1;
  }

  private static int a(int i, int p) {
    return x(i) + u(p);
  }

  private static int b(int p, int j) {
    return y(j) + w(p);
  }

  private static int bias(int j) {
    return j % 13;
  }

  private static int columnSum(int j) {
    int sum = 0;
    for (int p = 0; p < K; p++) {
      sum += b(p, j);
    }
    return sum;
  }

  private static int[] expected() {
    int sumOfU = 0;
    int sumOfW = 0;
    int sumOfProducts = 0;
    for (int p = 0; p < K; p++) {
      sumOfU += u(p);
      sumOfW += w(p);
      sumOfProducts += u(p) * w(p);
    }
    int[] expected = new int[M * N];
    for (int i = 0; i < M; i++) {
      for (int j = 0; j < N; j++) {
        int sum = K * x(i) * y(j) + x(i) * sumOfW + y(j) * sumOfU + sumOfProducts;
        expected[i * N + j] = Math.max(0, sum + bias(j));
      }
    }
    return expected;
  }
}
