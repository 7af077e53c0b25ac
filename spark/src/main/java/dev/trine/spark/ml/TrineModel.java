package dev.trine.spark.ml;

import dev.trine.nn.Network;
import dev.trine.spark.DetachedModel;
import dev.trine.spark.RowInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A trained network that adds its answers to rows. It is on no device; each executor opens one when
 * a task first asks, shares it among its tasks, and closes it when it was idle for a while.
 *
 * @param <M> the model
 */
public abstract class TrineModel<M extends TrineModel<M>> extends Model<M> implements MLWritable {
  private static final long serialVersionUID = 1;

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> predictionCol;
  private final Param<String> backend;
  private DetachedModel detached;

  /**
   * @param detached null if it is set before this is used
   */
  TrineModel(String uid, DetachedModel detached) {
    this.uid = uid;
    this.detached = detached;
    featuresCol = ColumnParams.features(this);
    predictionCol = ColumnParams.prediction(this);
    backend = ColumnParams.backend(this);
    setDefault(featuresCol, "features");
    setDefault(predictionCol, "prediction");
  }

  /** This, as what it is. */
  abstract M self();

  /** What is answered, in the order of the columns that are added. */
  abstract List<Answer> answers();

  @Override
  public String uid() {
    return uid;
  }

  /** The column of the features. */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  public String getFeaturesCol() {
    return getOrDefault(featuresCol);
  }

  public M setFeaturesCol(String value) {
    set(featuresCol, value);
    return self();
  }

  /** The column of the predictions, double; none if empty. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  public M setPredictionCol(String value) {
    set(predictionCol, value);
    return self();
  }

  /** The backend of the executors. */
  public Param<String> backend() {
    return backend;
  }

  public M setBackend(String value) {
    set(backend, value);
    return self();
  }

  /** The network with its weights, which any other part of Trine takes. */
  public DetachedModel detached() {
    return detached;
  }

  /** Gives a model that was read its weights. */
  void detached(DetachedModel read) {
    detached = read;
  }

  private Network.Input input() {
    return detached.network().inputs().get(0);
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    StructType before = dataset.schema();
    StructType after = transformSchema(before);
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(dataset.sparkSession().sparkContext());
    String choice = isSet(backend) ? getOrDefault(backend) : null;
    AnsweredRows task =
        new AnsweredRows(
            detached.share(context, choice),
            RowInput.of(before, getFeaturesCol(), input()),
            answers());
    Dataset<Row> answered = dataset.toDF().mapPartitions(task, Encoders.row(after));
    return answered.select(
        Arrays.stream(after.fields()).map(TrineModel::withMetadata).toArray(Column[]::new));
  }

  /** What ML's attributes are in; mapping partitions loses it. */
  private static Column withMetadata(StructField field) {
    return RowInput.column(field.name()).as(field.name(), field.metadata());
  }

  @Override
  public StructType transformSchema(StructType schema) {
    RowInput.of(schema, getFeaturesCol(), input());
    return added(schema, answers().stream().map(Answer::field).toList());
  }

  /**
   * A schema with more columns.
   *
   * @throws IllegalArgumentException if one of them is there
   */
  static StructType added(StructType schema, List<StructField> answers) {
    StructType all = schema;
    for (StructField field : answers) {
      if (List.of(all.fieldNames()).contains(field.name())) {
        throw new IllegalArgumentException(
            "There is a column '%s' already among %s; name another for the answers (setPredictionCol, setProbabilityCol), or drop it"
                .formatted(field.name(), List.of(all.fieldNames())));
      }
      List<StructField> fields = new ArrayList<>(List.of(all.fields()));
      fields.add(field);
      all = new StructType(fields.toArray(StructField[]::new));
    }
    return all;
  }

  @Override
  public MLWriter write() {
    return new ModelWriter(this);
  }
}
