package dev.trine.data;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together a set in memory from its fields, each given for all examples. Arrays of rows are
 * kept: the rows are not copied, and who changes one changes the example. Labels and weights are
 * checked, and copied for that reason.
 *
 * <p>All methods throw {@link dev.trine.DataException} if a row is null or not as long as the shape
 * says, naming field and example, and {@link IllegalArgumentException} if the name is none for a
 * {@link Field}.
 */
public final class DatasetBuilder {
  private final List<Column> columns = new ArrayList<>();

  DatasetBuilder() {}

  /**
   * An input, F32.
   *
   * @param shape of one example
   * @param rows one row-major array an example
   */
  public DatasetBuilder input(String name, Shape shape, float[][] rows) {
    return add(Rows.of(Field.input(name, TensorType.f32(shape)), rows));
  }

  /**
   * An input, U8: the bytes count from 0 to 255.
   *
   * @param shape of one example
   * @param rows one row-major array an example
   */
  public DatasetBuilder input(String name, Shape shape, byte[][] rows) {
    return add(Rows.of(Field.input(name, new TensorType(DType.U8, shape)), rows));
  }

  /**
   * An input, I32.
   *
   * @param shape of one example
   * @param rows one row-major array an example
   */
  public DatasetBuilder input(String name, Shape shape, int[][] rows) {
    return add(Rows.of(Field.input(name, new TensorType(DType.I32, shape)), rows));
  }

  /**
   * A target that is a class, I32.
   *
   * @param labels indices into {@code classes}, one an example
   * @param classes their names
   * @throws dev.trine.DataException if a label is no such index, naming field and example
   */
  public DatasetBuilder labels(String name, int[] labels, List<String> classes) {
    return add(new Labels(Field.labels(name, classes), labels.length, labels));
  }

  /**
   * A target that is a class for each step of a sequence, I32.
   *
   * @param shape of the labels of one example: [time]
   * @param labels one row-major array an example: indices into {@code classes}, and −1 for a step
   *     that does not count
   * @param classes their names
   * @throws dev.trine.DataException if a label is neither, naming field and example
   */
  public DatasetBuilder labels(String name, Shape shape, int[][] labels, List<String> classes) {
    Field field = Field.labels(name, shape, classes);
    return add(new Labels(field, labels.length, Rows.of(field, labels).joined(int[]::new)));
  }

  /**
   * A target that is numbers, F32.
   *
   * @param shape of one example
   * @param rows one row-major array an example
   */
  public DatasetBuilder values(String name, Shape shape, float[][] rows) {
    return add(Rows.of(Field.values(name, shape), rows));
  }

  /**
   * How much each example counts: the field "weights", F32.
   *
   * @throws dev.trine.DataException if one is negative or not finite, naming the example
   */
  public DatasetBuilder weights(float[] weights) {
    return add(new Weights(Field.weight("weights"), weights.length, weights));
  }

  /**
   * How much each step of a sequence counts: the field "weights", F32. A weight of 0 masks a step.
   *
   * @param shape of the weights of one example: [time]
   * @param weights one row-major array an example
   * @throws dev.trine.DataException if one is negative or not finite, naming the example
   */
  public DatasetBuilder weights(Shape shape, float[][] weights) {
    Field field = Field.weight("weights", shape);
    return add(new Weights(field, weights.length, Rows.of(field, weights).joined(float[]::new)));
  }

  private DatasetBuilder add(Column column) {
    columns.add(column);
    return this;
  }

  /**
   * The set.
   *
   * @throws dev.trine.DataException if fields have different numbers of examples
   * @throws IllegalArgumentException if two fields have one name, or none is an input
   */
  public Dataset build() {
    FieldCheck.check(columns.stream().map(Column::field).toList());
    return Dataset.of(new Columns(columns));
  }
}
