package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intEqual;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.max;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.graph.ops.MatrixProduct.matmul;

import dev.trine.expression.Expression;
import dev.trine.graph.Node;

/**
 * About the orthogonal matrix that is nearest to another: with the singular value decomposition X =
 * U·S·Vᵀ it is U·S'·Vᵀ, where S' has numbers between about 0.7 and 1.2 (Jordan et al. 2024, "Muon:
 * An optimizer for hidden layers in neural networks"). Products alone make it, by five iterations
 * {@code X ← a·X + b·(X·Xᵀ)·X + c·(X·Xᵀ)²·X} of the X that is divided by its Frobenius norm.
 */
public final class NewtonSchulz {
  private static final int ITERATIONS = 5;

  /** As steep at 0 as five iterations may be that end near 1. */
  private static final double A = 3.4445;

  private static final double B = -4.7750;
  private static final double C = 2.0315;

  /** What the norm is at least, as in PyTorch. */
  private static final double EPSILON = 1e-7;

  private NewtonSchulz() {}

  /**
   * A matrix orthogonalised. Products are of the shorter side.
   *
   * @param in [rows, columns]
   */
  public static Node orthogonalise(Node in) {
    boolean isTall = in.shape().dimension(0) > in.shape().dimension(1);
    Expression norm = max(sqrt(load(1)), parameter(EPSILON));
    Node x = Elementwise.of(divide(load(0), norm), in.shape(), in, Reduce.sumOfSquares(in, 1));
    for (int i = 0; i < ITERATIONS; i++) {
      Node gram = matmul(x, x, isTall, !isTall);
      Node factor = polynomial(gram, matmul(gram, gram));
      x = isTall ? matmul(x, factor) : matmul(factor, x);
    }
    return x;
  }

  /** {@code a·I + b·gram + c·gram²}, so that one product with X is left. */
  private static Node polynomial(Node gram, Node square) {
    Expression diagonal = select(intEqual(index(0), index(1)), parameter(A), constant(0));
    Expression linear = fma(parameter(B), load(0), diagonal);
    return Elementwise.of(fma(parameter(C), load(1), linear), gram.shape(), gram, square);
  }
}
