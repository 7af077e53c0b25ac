package dev.trine.backend.op;

import static dev.trine.expression.Arithmetic.folded;
import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * What a matrix product computes: {@code out = epilogue(alpha·a·b + beta·out + bias)} for each of
 * {@code batch} products of an m×k by a k×n matrix.
 *
 * <p>A <i>portable</i> backend has the same bits as all others: of each element the terms are added
 * in their order to a sum that begins at 0, {@code sum = fma(a, b, sum)}; then come {@code
 * alpha·sum + 0}, which is never −0, {@code fma(beta, old, sum)} where beta is not 0, the bias,
 * added where there is one, and the epilogue as an expression. A product of a program, of more than
 * {@value SumOrder#BLOCK} terms, is made of several of these: its blocks of so many terms are added
 * in adjacent pairs, as {@link SumOrder} adds blocks, before bias and epilogue.
 *
 * @param a how the left operand lies in its view
 * @param b how the right operand lies in its view
 * @param out how the result lies in its view; never transposed
 * @param beta 0 leaves the old content unread, whatever it is
 * @param epilogue applied last
 */
public record Matmul(
    long batch,
    long m,
    long n,
    long k,
    Operand a,
    Operand b,
    Operand out,
    double alpha,
    double beta,
    Epilogue epilogue) {

  /**
   * How a matrix lies in memory. Stored row-major; element (i, j) of the stored matrix is {@code
   * i·leading + j}.
   *
   * @param transposed whether the product takes the transpose of what is stored
   * @param leading elements from one stored row to the next, at least the stored row's length
   * @param batchStride elements from one matrix of the batch to the next; 0 repeats the same matrix
   */
  public record Operand(boolean transposed, long leading, long batchStride) {}

  public Matmul {
    String fault = null;
    if (batch < 0 || m < 0 || n < 0 || k < 0) {
      fault = "a negative extent";
    } else if (out.transposed) {
      fault = "a transposed result";
    } else if (a.batchStride < 0 || b.batchStride < 0 || out.batchStride < 0) {
      fault = "a negative batch stride";
    } else if (a.leading < (a.transposed ? m : k)) {
      fault = "a short leading dimension of a";
    } else if (b.leading < (b.transposed ? k : n)) {
      fault = "a short leading dimension of b";
    } else if (out.leading < n) {
      fault = "a short leading dimension of out";
    } else if (batch > 1 && m > 0 && n > 0 && out.batchStride < (m - 1) * out.leading + n) {
      fault = "results that overlap";
    }
    if (fault != null) {
      throw new IllegalArgumentException(
          "Matmul of %s × [%s, %s]·[%s, %s] has %s".formatted(batch, m, k, k, n, fault));
    }
    Checks.factor("alpha", alpha);
    Checks.factor("beta", beta);
  }

  /** A single dense product without epilogue. */
  public static Matmul of(long m, long n, long k, boolean transposeA, boolean transposeB) {
    return batched(1, m, n, k, transposeA, transposeB);
  }

  /** Dense products, one behind the other. */
  public static Matmul batched(
      long batch, long m, long n, long k, boolean transposeA, boolean transposeB) {
    return new Matmul(
        batch,
        m,
        n,
        k,
        new Operand(transposeA, transposeA ? m : k, m * k),
        new Operand(transposeB, transposeB ? k : n, k * n),
        new Operand(false, n, m * n),
        1,
        0,
        Epilogue.NONE);
  }

  public Matmul withActivation(Activation activation) {
    return withEpilogue(new Epilogue.Activated(activation));
  }

  public Matmul withEpilogue(Epilogue other) {
    return new Matmul(batch, m, n, k, a, b, out, alpha, beta, other);
  }

  public Matmul withScale(double newAlpha, double newBeta) {
    return new Matmul(batch, m, n, k, a, b, out, newAlpha, newBeta, epilogue);
  }

  /**
   * The sums of the columns of b, as the product takes it, over its k rows: of b's view to n
   * elements. What a row of ones on top of a would give, unscaled; with b the gradient of a dense
   * layer's result, that is the gradient of the layer's bias.
   */
  public Rows columnSums() {
    long alongRow = b.transposed ? b.leading : 1;
    long alongColumn = b.transposed ? 1 : b.leading;
    return new Rows(
        Shape.of(n, k),
        List.of(new Access(DType.F32, 0, List.of(alongRow, alongColumn))),
        List.of(new Fold(Combine.SUM, load(0))),
        List.of(),
        List.of(new Result(folded(0), Access.dense(DType.F32, Shape.of(n)))));
  }

  /** Multiplications and additions, two for each term. */
  public double flops() {
    return 2.0 * batch * m * n * k;
  }

  /** The elements that the left operand's view must have. */
  public long elementsOfA() {
    return extent(a, m, k);
  }

  /** The elements that the right operand's view must have. */
  public long elementsOfB() {
    return extent(b, k, n);
  }

  /** The elements that the result's view must have. */
  public long elementsOfOut() {
    return extent(out, m, n);
  }

  private long extent(Operand operand, long rows, long columns) {
    long storedRows = operand.transposed ? columns : rows;
    long storedColumns = operand.transposed ? rows : columns;
    if (batch == 0 || storedRows == 0 || storedColumns == 0) {
      return 0;
    }
    return (batch - 1) * operand.batchStride + (storedRows - 1) * operand.leading + storedColumns;
  }
}
