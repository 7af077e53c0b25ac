package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Matmul;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * {@code epilogue(op(a)·op(b) + bias)} of matrices [m, k] and [k, n], or of equally many of them
 * stacked, [batch, m, k] and [batch, k, n]. The bias is an optional third input of n elements; the
 * last input is what the epilogue takes, of the output's shape, if it takes something. An optional
 * second output is the sums of the columns of b, [n], of a single product. Bias, epilogue and sums
 * are put there by fusion and never seen by the differentiator.
 */
public record MatrixProduct(boolean transposeA, boolean transposeB, Epilogue epilogue)
    implements Computation {
  private static final int OPERANDS = 2;

  /** {@code a·b}. */
  public static Node matmul(Node a, Node b) {
    return matmul(a, b, false, false);
  }

  /** {@code op(a)·op(b)}, where op may transpose the last two dimensions. */
  public static Node matmul(Node a, Node b, boolean transposeA, boolean transposeB) {
    return a.graph().apply(new MatrixProduct(transposeA, transposeB, Epilogue.NONE), a, b);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    boolean ranksFit = a.rank() == b.rank() && (a.rank() == 2 || a.rank() == 3);
    if (!ranksFit
        || columns(a, transposeA) != rows(b, transposeB)
        || (a.rank() == 3 && a.dimension(0) != b.dimension(0))) {
      throw new IllegalArgumentException(
          "Cannot multiply %s%s by %s%s; expected [m, k] by [k, n], or equally many of them stacked"
              .formatted(a, transposeA ? " transposed" : "", b, transposeB ? " transposed" : ""));
    }
    long m = rows(a, transposeA);
    long n = columns(b, transposeB);
    return List.of(a.rank() == 2 ? TensorType.f32(m, n) : TensorType.f32(a.dimension(0), m, n));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node a = application.input(0);
    Node b = application.input(1);
    Node dy = outputGradients.get(0);
    Node da = transposeA ? matmul(b, dy, transposeB, true) : matmul(dy, b, false, !transposeB);
    Node db = transposeB ? matmul(dy, a, true, transposeA) : matmul(a, dy, !transposeA, false);
    return List.of(da, db);
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View bias = hasBias(inputs) ? inputs.get(OPERANDS) : null;
    View other = epilogue.takesOther() ? inputs.get(inputs.size() - 1) : null;
    return backend.matmul(
        spec(inputs, outputs),
        inputs.get(0),
        inputs.get(1),
        bias,
        other,
        outputs.get(0),
        hasColumnSums(outputs) ? outputs.get(1) : null);
  }

  /** This product of the same inputs and one more, if the epilogue takes one. */
  public MatrixProduct withEpilogue(Epilogue other) {
    return new MatrixProduct(transposeA, transposeB, other);
  }

  /** Whether one of these is a bias. */
  public boolean hasBias(List<?> inputs) {
    return inputs.size() - (epilogue.takesOther() ? 1 : 0) > OPERANDS;
  }

  /** Whether one of these is the sums of columns. */
  private static boolean hasColumnSums(List<?> outputs) {
    return outputs.size() > 1;
  }

  /** How many terms each sum has, by the shape of the left operand. */
  public long terms(Shape a) {
    return columns(a, transposeA);
  }

  /** Without bias and epilogue, which are a few operations beside 2·k. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long additions = hasColumnSums(outputs) ? inputs.get(1).elements() : 0;
    return Cost.of((long) spec(inputs, outputs).flops() + additions, inputs, outputs);
  }

  /** Rows, terms of each sum, columns, then what is special. */
  @Override
  public String label(List<View> inputs, List<View> outputs) {
    Matmul spec = spec(inputs, outputs);
    return "matmul %s%sx%sx%s%s%s%s%s%s"
        .formatted(
            spec.batch() == 1 ? "" : spec.batch() + " times ",
            spec.m(),
            spec.k(),
            spec.n(),
            transposeA ? " aT" : "",
            transposeB ? " bT" : "",
            hasBias(inputs) ? " +bias" : "",
            epilogue.equals(Epilogue.NONE) ? "" : " " + epilogue,
            hasColumnSums(outputs) ? " +column sums" : "");
  }

  private Matmul spec(List<View> inputs, List<View> outputs) {
    Shape a = inputs.get(0).shape();
    Shape out = outputs.get(0).shape();
    return Matmul.batched(
            a.rank() == 3 ? a.dimension(0) : 1,
            out.dimension(-2),
            out.dimension(-1),
            terms(a),
            transposeA,
            transposeB)
        .withEpilogue(epilogue);
  }

  private static long rows(Shape stored, boolean transposed) {
    return stored.dimension(transposed ? -1 : -2);
  }

  private static long columns(Shape stored, boolean transposed) {
    return stored.dimension(transposed ? -2 : -1);
  }
}
