package dev.trine.spark;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;

/**
 * Examples on the machines of a cluster: what a {@link Dataset} is to a {@code Trainer}, this is to
 * a {@link SparkTrainer}.
 *
 * @param examples each with an array for each of the fields
 * @param fields what each of them has; at least one is an input
 */
public record SparkDataset(JavaRDD<Example> examples, List<Field> fields) {
  /** Bytes of examples that one task carries, beyond which Spark warns. */
  private static final long MOST_OF_A_TASK = 500_000;

  public SparkDataset {
    fields = List.copyOf(fields);
    ofNone(fields); // which refuses fields that no set may have
  }

  /**
   * Begins to describe a set of rows, from Parquet for instance, or whatever else Spark reads.
   * Examples are as often computed as rows are: of rows whose order is not the same each time,
   * write files first.
   */
  public static RowSetBuilder of(org.apache.spark.sql.Dataset<Row> rows) {
    return new RowSetBuilder(rows);
  }

  /**
   * Examples of {@link Example#labelled}.
   *
   * @param shape of the features of one
   * @param classes their names, which the labels count from 0
   */
  public static SparkDataset classified(
      JavaRDD<Example> examples, Shape shape, List<String> classes) {
    return new SparkDataset(
        examples, List.of(features(shape), Field.labels(Dataset.TARGETS, classes)));
  }

  /**
   * Examples of {@link Example#valued}.
   *
   * @param shape of the features of one
   * @param values the shape of what a network should give for it
   */
  public static SparkDataset valued(JavaRDD<Example> examples, Shape shape, Shape values) {
    return new SparkDataset(
        examples, List.of(features(shape), Field.values(Dataset.TARGETS, values)));
  }

  /**
   * A set that the driver has, sent out to the cluster.
   *
   * @param dataset of fields of F32, I32 and U8
   */
  public static SparkDataset of(JavaSparkContext context, Dataset dataset) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      int number = i;
      examples.add(
          Example.of(
              dataset.fields().stream().map(field -> array(dataset, field, number)).toArray()));
    }
    long bytes = dataset.fields().stream().mapToLong(field -> field.type().bytes()).sum();
    int slices = (int) (bytes * dataset.size() / MOST_OF_A_TASK) + 1;
    return new SparkDataset(context.parallelize(examples, slices), dataset.fields());
  }

  private static Object array(Dataset dataset, Field field, int example) {
    return ElementArray.of(field.type().type()).of(dataset.read(field.name(), example));
  }

  private static Field features(Shape shape) {
    return Field.input(Dataset.FEATURES, TensorType.f32(shape));
  }

  /** A set of no examples, which says what these have. */
  Dataset ofNone() {
    return ofNone(fields);
  }

  private static Dataset ofNone(List<Field> fields) {
    return Dataset.of(new ShardExamples(fields, Shard.EMPTY));
  }
}
