package dev.trine.spark.ml;

import dev.trine.nn.Network;
import dev.trine.spark.DetachedModel;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Learns a number, by the mean squared error. Within it is standardised by its mean and standard
 * deviation over the rows, so that learning rates do not depend on its unit; the model ends with
 * the way back, and so answers in the unit of the labels. Features are taken as they are: put a
 * StandardScaler before this stage.
 *
 * <p>The {@linkplain #setNetwork network} of an earlier regressor is trained from new weights, as
 * any other, and without the last layer of that, the way back to the unit of its labels: the new
 * model has one of its own.
 */
public final class TrineRegressor extends TrineEstimator<TrineRegressor, TrineRegressionModel> {
  private static final long serialVersionUID = 1;

  public TrineRegressor() {
    this(randomUid("trineRegressor"));
  }

  public TrineRegressor(String uid) {
    super(uid);
  }

  @Override
  TrineRegressor self() {
    return this;
  }

  /**
   * Trains.
   *
   * @throws IllegalArgumentException if a column is missing or of another type than expected, or
   *     the network does not fit
   */
  @Override
  public TrineRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    Dataset<Row> rows = dataset.toDF();
    Standardisation standard = Standardisation.of(rows, getLabelCol());
    DetachedModel trained =
        train(
            standard.applied(rows, getFeaturesCol(), getLabelCol()),
            set -> set.values(getLabelCol()),
            1,
            standard::inverted);
    TrineRegressionModel model = new TrineRegressionModel(uid(), trained);
    model.setParent(this);
    return copyValues(model, extractParamMap());
  }

  @Override
  Network withoutUnits(Network given) {
    return Standardisation.without(given);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    check(schema);
    return TrineModel.added(
        schema,
        TrineRegressionModel.answers(getPredictionCol()).stream().map(Answer::field).toList());
  }

  public static MLReader<TrineRegressor> read() {
    return new DefaultParamsReader<>();
  }

  public static TrineRegressor load(String path) {
    return read().load(path);
  }
}
