package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intAdd;
import static dev.trine.expression.Arithmetic.intMultiply;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.graph.Reshape.reshape;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Rows of a table by their numbers: of a table [rows, …] and indices of any shape, I32, a tensor
 * [indices…, …]. An index that names no row gives NaN, 0 in types of whole numbers.
 */
public record Gather() implements Computation {
  /** {@code table[indices[…]]}: embeddings, batches of a set that lies on the device. */
  public static Node gather(Node table, Node indices) {
    return table.graph().apply(new Gather(), table, indices);
  }

  /**
   * The first elements of rows by their numbers, such as the first steps of sequences: of a table
   * [rows, …] and numbers [n], I32, a tensor [n, elements]. They are found in pieces that rows and
   * beginnings are both made of, so that no more is read than is wanted.
   */
  public static Node beginnings(Node table, Node numbers, long elements) {
    long width = table.shape().example().elements();
    if (elements == width) {
      return reshape(gather(table, numbers), Shape.of(numbers.shape().elements(), width));
    }
    long piece = greatestCommonDivisor(width, elements);
    int ofRow = Math.toIntExact(width / piece);
    long count = numbers.shape().elements();
    Node pieces = reshape(table, Shape.of(table.shape().dimension(0) * ofRow, piece));
    Node wanted =
        Elementwise.of(
            intAdd(intMultiply(load(0, DType.I32), whole(ofRow)), index(1)),
            Shape.of(count, elements / piece),
            reshape(numbers, Shape.of(count, 1)));
    return reshape(gather(pieces, wanted), Shape.of(count, elements));
  }

  private static long greatestCommonDivisor(long a, long b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    TensorType table = inputs.get(0);
    TensorType indices = inputs.get(1);
    if (table.shape().rank() == 0 || indices.type() != DType.I32) {
      throw new IllegalArgumentException(
          "Gather takes a table [rows, …] and indices of I32, not %s and %s"
              .formatted(table, indices));
    }
    return List.of(new TensorType(table.type(), rows(indices.shape(), table.shape())));
  }

  /** A row of what a table is made of for each index. */
  private static Shape rows(Shape indices, Shape table) {
    long[] row = table.example().dimensions();
    return Shape.of(
        LongStream.concat(Arrays.stream(indices.dimensions()), Arrays.stream(row)).toArray());
  }

  /** Each row's gradient is the sum of those that were taken of it. */
  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node table = application.input(0);
    if (table.type().computedAs() != DType.F32) {
      return Arrays.asList(null, null);
    }
    Node dy = Elementwise.cast(outputGradients.get(0), DType.F32);
    long rows = table.shape().dimension(0);
    return Arrays.asList(ScatterAdd.scatterAdd(application.input(1), dy, rows), null);
  }

  @Override
  public String label(List<View> inputs, List<View> outputs) {
    return "gather %s of %s".formatted(inputs.get(1).shape(), inputs.get(0).shape());
  }

  /** Of the table those rows are read that were asked for. */
  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long read = Math.min(inputs.get(0).bytes(), outputs.get(0).bytes());
    return new Cost(0, read + inputs.get(1).bytes() + outputs.get(0).bytes());
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    View table = inputs.get(0);
    View indices = inputs.get(1);
    long width = table.shape().example().elements();
    return backend.gather(
        table.reshape(Shape.of(table.shape().dimension(0), width)),
        indices,
        outputs.get(0).reshape(Shape.of(indices.elements(), width)));
  }
}
