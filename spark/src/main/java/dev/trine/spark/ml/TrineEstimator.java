package dev.trine.spark.ml;

import dev.trine.backend.Backend;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.spark.DetachedModel;
import dev.trine.spark.RowInput;
import dev.trine.spark.RowSetBuilder;
import dev.trine.spark.SparkDataset;
import dev.trine.spark.SparkTrainer;
import dev.trine.spark.SparkTrainerBuilder;
import dev.trine.tensor.TensorType;
import dev.trine.train.Optimizers;
import java.util.UUID;
import java.util.function.Function;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * What trains a network on the rows of a DataFrame, by Adam on the partitions' batches. Weights are
 * on the driver's own backend, which {@code TRINE_BACKEND} chooses, as everywhere.
 *
 * @param <E> the estimator
 * @param <M> the model that it becomes
 */
public abstract class TrineEstimator<E extends TrineEstimator<E, M>, M extends TrineModel<M>>
    extends Estimator<M> implements DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private static final int[] HIDDEN = {64, 32};

  private final String uid;
  private final Param<String> featuresCol;
  private final Param<String> labelCol;
  private final Param<String> predictionCol;
  private final Param<String> network;
  private final IntArrayParam hiddenLayers;
  private final IntParam epochs;
  private final IntParam batchSize;
  private final IntParam localSteps;
  private final DoubleParam learningRate;
  private final IntParam partitions;
  private final LongParam seed;
  private final Param<String> backend;

  TrineEstimator(String uid) {
    this.uid = uid; // before the params, which ask for it
    featuresCol = ColumnParams.features(this);
    labelCol = new Param<>(this, "labelCol", "column of what is to be learnt, a number");
    predictionCol = ColumnParams.prediction(this);
    network =
        new Param<>(
            this,
            "network",
            "the network as JSON, with one input and one output; if not set, dense layers of the widths of hiddenLayers, with relu, and the last one");
    hiddenLayers =
        new IntArrayParam(this, "hiddenLayers", "widths of the hidden layers; unused with network");
    epochs = new IntParam(this, "epochs", "passes over the rows", ParamValidators.gt(0));
    batchSize =
        new IntParam(
            this, "batchSize", "rows of a step in a partition of mean size", ParamValidators.gt(0));
    localSteps =
        new IntParam(
            this,
            "localSteps",
            "steps that each partition makes before all are averaged; 0: none, each step is of all partitions",
            ParamValidators.gtEq(0));
    learningRate = new DoubleParam(this, "learningRate", "of Adam", ParamValidators.gt(0));
    partitions =
        new IntParam(
            this,
            "partitions",
            "how many the rows are dealt out to; if not set, as many as the cluster runs tasks at once, at most 32",
            ParamValidators.gt(0));
    seed = new LongParam(this, "seed", "of initial weights, shuffling and dropout");
    backend = ColumnParams.backend(this);
    setDefault(featuresCol, "features");
    setDefault(labelCol, "label");
    setDefault(predictionCol, "prediction");
    setDefault(hiddenLayers, HIDDEN.clone());
    setDefault(epochs, (Object) 10);
    setDefault(batchSize, (Object) 32);
    setDefault(localSteps, (Object) 16);
    setDefault(learningRate, (Object) 1e-3);
    setDefault(seed, (Object) 42L);
  }

  static String randomUid(String prefix) {
    return prefix + "_" + UUID.randomUUID().toString().substring(24);
  }

  /** This, as what it is. */
  abstract E self();

  private <T> E with(Param<T> param, T value) {
    set(param, value);
    return self();
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The column of the features: a vector, an array, a number, bytes or an image. */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  public String getFeaturesCol() {
    return getOrDefault(featuresCol);
  }

  public E setFeaturesCol(String value) {
    return with(featuresCol, value);
  }

  /** The column of what is to be learnt, a number. */
  public Param<String> labelCol() {
    return labelCol;
  }

  public String getLabelCol() {
    return getOrDefault(labelCol);
  }

  public E setLabelCol(String value) {
    return with(labelCol, value);
  }

  /** The column that the model adds, double; none if empty. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  public String getPredictionCol() {
    return getOrDefault(predictionCol);
  }

  public E setPredictionCol(String value) {
    return with(predictionCol, value);
  }

  /** The network as JSON. */
  public Param<String> network() {
    return network;
  }

  /**
   * The network as JSON, as {@link Network#toJson} gives it, of one input and one output; in the
   * place of dense layers.
   */
  public E setNetwork(String json) {
    return with(network, json);
  }

  /** The widths of the hidden layers of the network that is made if none is given. */
  public IntArrayParam hiddenLayers() {
    return hiddenLayers;
  }

  public int[] getHiddenLayers() {
    return getOrDefault(hiddenLayers).clone();
  }

  public E setHiddenLayers(int... widths) {
    return with(hiddenLayers, widths);
  }

  /** Passes over the rows. */
  public IntParam epochs() {
    return epochs;
  }

  public int getEpochs() {
    return (Integer) getOrDefault(epochs);
  }

  public E setEpochs(int value) {
    return with(epochs, value);
  }

  /** Rows of a step in a partition of mean size. */
  public IntParam batchSize() {
    return batchSize;
  }

  public int getBatchSize() {
    return (Integer) getOrDefault(batchSize);
  }

  public E setBatchSize(int value) {
    return with(batchSize, value);
  }

  /** Steps that each partition makes before all are averaged; 0 for none. */
  public IntParam localSteps() {
    return localSteps;
  }

  public int getLocalSteps() {
    return (Integer) getOrDefault(localSteps);
  }

  public E setLocalSteps(int value) {
    return with(localSteps, value);
  }

  /** The learning rate of Adam. */
  public DoubleParam learningRate() {
    return learningRate;
  }

  public double getLearningRate() {
    return (Double) getOrDefault(learningRate);
  }

  public E setLearningRate(double value) {
    return with(learningRate, value);
  }

  /** How many partitions the rows are dealt out to. */
  public IntParam partitions() {
    return partitions;
  }

  public E setPartitions(int value) {
    return with(partitions, value);
  }

  /** Of initial weights, shuffling and dropout. */
  public LongParam seed() {
    return seed;
  }

  public long getSeed() {
    return (Long) getOrDefault(seed);
  }

  public E setSeed(long value) {
    return with(seed, value);
  }

  /** The backend of the executors. */
  public Param<String> backend() {
    return backend;
  }

  public E setBackend(String value) {
    return with(backend, value);
  }

  @Override
  public E copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** What is checked before anything is computed. */
  final void check(StructType schema) {
    RowInput.check(schema, getFeaturesCol());
    Labels.check(schema, getLabelCol());
  }

  /** The network that was given; null if none was. */
  private Network given() {
    if (!isSet(network)) {
      return null;
    }
    Network given = Network.fromJson(getOrDefault(network));
    given.onlyInput();
    given.onlyOutput();
    return given;
  }

  /** A network that was given, without what of it belongs to labels that it was trained on. */
  Network withoutUnits(Network given) {
    return given;
  }

  /**
   * Trains on rows.
   *
   * @param goal says what is to be learnt of them
   * @param outputs how many values the network is to give
   * @param finish makes the result of the trained model
   */
  final DetachedModel train(
      org.apache.spark.sql.Dataset<Row> rows,
      Function<RowSetBuilder, RowSetBuilder> goal,
      int outputs,
      Function<Model, DetachedModel> finish) {
    Network wanted = given();
    RowSetBuilder columns = SparkDataset.of(rows);
    if (wanted == null) {
      columns.input(Dataset.FEATURES, getFeaturesCol());
    } else {
      Network.Input input = wanted.inputs().get(0);
      RowInput.of(rows.schema(), getFeaturesCol(), input);
      columns.input(input.name(), input.type().shape(), getFeaturesCol());
    }
    SparkDataset set = goal.apply(columns).build();
    TensorType features = set.fields().get(0).type();
    Network trained =
        wanted == null
            ? DenseNetwork.of(features, getHiddenLayers(), outputs)
            : withoutUnits(wanted);
    requireOutputs(trained, outputs);
    try (Backend own = Backends.open();
        Model model = trained.initialise(own, getSeed())) {
      trainer(rows, model).build().fit(set);
      return finish.apply(model);
    }
  }

  private void requireOutputs(Network trained, int outputs) {
    if (trained.output().elements() != outputs) {
      throw new IllegalArgumentException(
          "The network gives %s values (%s), but column '%s' needs %s; give its last layer as many"
              .formatted(trained.output().elements(), trained.output(), getLabelCol(), outputs));
    }
  }

  private SparkTrainerBuilder trainer(org.apache.spark.sql.Dataset<Row> rows, Model model) {
    JavaSparkContext context =
        JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
    SparkTrainerBuilder trainer =
        SparkTrainer.of(context, model)
            .optimizer(Optimizers.adam(getLearningRate()))
            .batch(getBatchSize())
            .epochs(getEpochs())
            .seed(getSeed());
    if (getLocalSteps() > 0) {
      trainer.localSteps(getLocalSteps());
    }
    if (isSet(partitions)) {
      trainer.partitions((Integer) getOrDefault(partitions));
    }
    if (isSet(backend)) {
      trainer.backend(getOrDefault(backend));
    }
    return trainer;
  }
}
