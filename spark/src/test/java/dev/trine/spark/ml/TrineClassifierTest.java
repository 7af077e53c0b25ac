package dev.trine.spark.ml;

import static dev.trine.spark.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.spark.LocalSpark;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.IndexToString;
import org.apache.spark.ml.feature.StandardScaler;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrineClassifierTest {
  private static SparkSession session;
  private static org.apache.spark.sql.Dataset<Row> training;
  private static org.apache.spark.sql.Dataset<Row> test;

  @BeforeAll
  static void open() {
    session = LocalSpark.session("org.apache.spark.serializer.KryoSerializer");
    Dataset.Split split = Datasets.digits().split(0.8, 1);
    training = DigitRows.of(session, split.train()).cache();
    test = DigitRows.of(session, split.test()).cache();
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  private static TrineClassifier classifier() {
    return new TrineClassifier().setBackend("cpu").setPartitions(2).setSeed(3);
  }

  private static Pipeline pipeline(TrineClassifier classifier) {
    return new Pipeline()
        .setStages(
            new PipelineStage[] {
              new VectorAssembler().setInputCols(DigitRows.pixels()).setOutputCol("raw"),
              new StandardScaler().setInputCol("raw").setOutputCol("features").setWithMean(true),
              new StringIndexer().setInputCol("digit").setOutputCol("label"),
              classifier,
              new IndexToString().setInputCol("prediction").setOutputCol("answer")
            });
  }

  private static double accuracy(org.apache.spark.sql.Dataset<Row> answered) {
    return new MulticlassClassificationEvaluator().setMetricName("accuracy").evaluate(answered);
  }

  @Test
  void digitsAreLearntBetweenOtherStages(@TempDir Path folder) throws Exception {
    Pipeline pipeline =
        pipeline(classifier().setLearningRate(0.01).setLocalSteps(10).setHiddenLayers(48));
    PipelineModel model = pipeline.fit(training);
    org.apache.spark.sql.Dataset<Row> answered = model.transform(test);
    double accuracy = accuracy(answered);
    assertTrue(accuracy >= 0.93, () -> "accuracy " + accuracy);
    List<Row> rows =
        answered.select("digit", "answer", "label", "prediction", "probability").collectAsList();
    assertEquals(test.count(), rows.size());
    int right = 0;
    for (Row row : rows) {
      Vector probability = row.getAs("probability");
      assertEquals(10, probability.size());
      assertEquals(1, java.util.Arrays.stream(probability.toArray()).sum(), 1e-12);
      assertEquals(row.<Double>getAs("prediction"), (double) probability.argmax());
      assertEquals(
          row.getString(0).equals(row.getString(1)),
          row.<Double>getAs("label").equals(row.getDouble(3)));
      right += row.getString(0).equals(row.getString(1)) ? 1 : 0;
    }
    assertEquals(accuracy, (double) right / rows.size(), 1e-12);
    assertEquals(
        DigitRows.PIXELS, AttributeGroup.fromStructField(answered.schema().apply("raw")).size());

    String path = folder.resolve("a model").toString();
    model.write().save(path);
    PipelineModel read = PipelineModel.load(path);
    assertEquals(
        rows,
        read.transform(test)
            .select("digit", "answer", "label", "prediction", "probability")
            .collectAsList());
    refused(IOException.class, () -> model.write().save(path), "already exists");
    model.write().overwrite().save(path);
    TrineClassificationModel stage = (TrineClassificationModel) read.stages()[3];
    assertEquals(10, stage.numClasses());
    assertTrue(stage.labels()[0].startsWith("digit "));
    assertTrue(weightsBelow(folder) > 0);
  }

  private static long weightsBelow(Path folder) throws Exception {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith("model.safetensors")).count();
    }
  }

  @Test
  void theSameSeedGivesTheSameModel() {
    org.apache.spark.sql.Dataset<Row> rows = vectors(30);
    TrineClassifier classifier = classifier().setEpochs(2).setLocalSteps(2).setBatchSize(4);
    List<Row> once = classifier.fit(rows).transform(rows).collectAsList();
    assertEquals(once, classifier.fit(rows).transform(rows).collectAsList());
    List<Row> other = classifier.setSeed(4).fit(rows).transform(rows).collectAsList();
    assertTrue(!once.equals(other));
  }

  /** Vectors of two numbers, every other sparse, of the class that the larger one says. */
  private static org.apache.spark.sql.Dataset<Row> vectors(int count) {
    List<Row> rows = new java.util.ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean isFirst = i % 3 == 0;
      double value = 1 + i * 0.01;
      Vector features =
          i % 2 == 0
              ? Vectors.dense(isFirst ? value : 0, isFirst ? 0 : value)
              : Vectors.sparse(2, new int[] {isFirst ? 0 : 1}, new double[] {value});
      rows.add(RowFactory.create(features, isFirst ? 0 : 1));
    }
    StructType schema =
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.IntegerType);
    return session.createDataFrame(rows, schema);
  }

  @Test
  void sparseVectorsAndColumnsOfOtherNames() {
    org.apache.spark.sql.Dataset<Row> rows =
        vectors(60).withColumnRenamed("features", "f.x").withColumnRenamed("label", "y");
    TrineClassificationModel model =
        classifier()
            .setFeaturesCol("f.x")
            .setLabelCol("y")
            .setPredictionCol("p")
            .setProbabilityCol("")
            .setLearningRate(0.05)
            .fit(rows);
    List<Row> answers = model.transform(rows.repartition(5)).collectAsList();
    assertArrayEquals(new String[] {"f.x", "y", "p"}, model.transform(rows).schema().fieldNames());
    assertArrayEquals(new String[] {"0", "1"}, model.labels());
    answers.forEach(row -> assertEquals(row.getInt(1), row.getDouble(2)));
    assertEquals(60, answers.size());
    assertEquals(3, model.transform(rows).limit(3).collectAsList().size());
    assertEquals(0, model.transform(rows.limit(0)).count());
  }

  @Test
  void aNetworkIsGivenAsJson() {
    Network network =
        Network.builder()
            .input(
                "picture",
                new dev.trine.tensor.TensorType(dev.trine.tensor.DType.U8, Shape.of(2, 1, 1)))
            .layer("bytes", Layers.scale(1 / 255.0, 0), "picture")
            .layer("flat", Layers.flatten(), "bytes")
            .layer("hidden", Layers.dense(8, Activation.TANH), "flat")
            .layer("scores", Layers.dense(2), "hidden")
            .output("scores")
            .build();
    StructType schema =
        new StructType().add("features", DataTypes.BinaryType).add("label", DataTypes.DoubleType);
    List<Row> all = new java.util.ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] pixels = i % 2 == 0 ? new byte[] {-1, (byte) i} : new byte[] {(byte) i, -56};
      all.add(RowFactory.create(pixels, (double) (i % 2)));
    }
    org.apache.spark.sql.Dataset<Row> rows = session.createDataFrame(all, schema);
    TrineClassifier classifier =
        classifier().setNetwork(network.toJson()).setLearningRate(0.05).setEpochs(20);
    assertEquals(1, accuracy(classifier.fit(rows).transform(rows)));
    // Bytes are taken by the network that is made, too.
    assertEquals(
        1, accuracy(classifier().setLearningRate(0.05).setEpochs(20).fit(rows).transform(rows)));
    refused(
        IllegalArgumentException.class,
        () -> classifier.fit(vectors(4)),
        "'features' is vector",
        "becomes F32",
        "takes 'picture' as U8");
    refused(
        ModelFormatException.class, () -> classifier().setNetwork("{}").fit(vectors(4)), "missing");
    refused(
        IllegalArgumentException.class,
        () ->
            classifier()
                .setNetwork(Network.of(Shape.of(2), Layers.dense(3)).toJson())
                .fit(vectors(4)),
        "gives 3 values ([3]), but column 'label' needs 2");
    refused(
        IllegalArgumentException.class,
        () ->
            classifier()
                .setNetwork(Network.of(Shape.of(7), Layers.dense(2)).toJson())
                .fit(vectors(4)),
        "shape [7]",
        "have 2");
  }

  @Test
  void crossValidationFindsTheBetterParams(@TempDir Path folder) throws Exception {
    org.apache.spark.sql.Dataset<Row> rows = vectors(60);
    TrineClassifier classifier = classifier().setHiddenLayers(4).setBatchSize(4).setLocalSteps(4);
    ParamMap[] grid =
        new ParamGridBuilder()
            .addGrid(classifier.learningRate(), new double[] {1e-7, 0.05})
            .addGrid(classifier.epochs(), new int[] {15})
            .build();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(classifier)
            .setEvaluator(new MulticlassClassificationEvaluator().setMetricName("accuracy"))
            .setEstimatorParamMaps(grid)
            .setNumFolds(2)
            .setSeed(1)
            .fit(rows);
    assertTrue(best.avgMetrics()[1] > best.avgMetrics()[0]);
    assertEquals(1, best.avgMetrics()[1]);
    best.write().save(folder.resolve("best").toString());
    CrossValidatorModel read = CrossValidatorModel.load(folder.resolve("best").toString());
    assertEquals(best.transform(rows).collectAsList(), read.transform(rows).collectAsList());
  }

  @Test
  void estimatorsAreCopiedAndStoredWithTheirParams(@TempDir Path folder) throws Exception {
    TrineClassifier classifier =
        classifier().setHiddenLayers(7, 5).setEpochs(3).setProbabilityCol("scores");
    TrineClassifier copy = classifier.copy(new ParamMap().put(classifier.epochs(), (Object) 4));
    assertNotSame(classifier, copy);
    assertEquals(3, classifier.getEpochs());
    assertEquals(4, copy.getEpochs());
    String path = folder.resolve("estimator").toString();
    copy.save(path);
    TrineClassifier read = TrineClassifier.load(path);
    assertEquals(copy.uid(), read.uid());
    assertEquals(explained(copy), explained(read));
    assertArrayEquals(new int[] {7, 5}, read.getHiddenLayers());
    TrineClassificationModel model = read.fit(vectors(12));
    assertEquals("scores", model.getProbabilityCol());
    assertEquals(read, model.parent());
    TrineClassificationModel renamed = model.copy(new ParamMap().put(model.predictionCol(), "p"));
    assertEquals("prediction", model.getPredictionCol());
    assertEquals("p", renamed.getPredictionCol());
    String file = folder.resolve("model").toString();
    renamed.save(file);
    assertEquals(
        renamed.transform(vectors(5)).collectAsList(),
        TrineClassificationModel.load(file).transform(vectors(5)).collectAsList());
  }

  /** Its wrappers find a param by its name, and give it what Python has. */
  @Test
  void paramsAreSetAsPythonDoes() {
    TrineClassifier classifier = new TrineClassifier("uid");
    assertEquals("uid", classifier.uid());
    classifier.set(
        ((IntArrayParam) (Param<?>) classifier.getParam("hiddenLayers")).w(List.of(3, 4)));
    classifier.set(((LongParam) (Param<?>) classifier.getParam("seed")).w(7));
    classifier.set(((DoubleParam) (Param<?>) classifier.getParam("learningRate")).w(0.5));
    assertArrayEquals(new int[] {3, 4}, classifier.getHiddenLayers());
    assertEquals(7, classifier.getSeed());
    assertEquals(0.5, classifier.getLearningRate());
    assertEquals(13, classifier.params().length);
  }

  /** All params, less the addresses that arrays are shown by. */
  private static String explained(TrineClassifier classifier) {
    return classifier.explainParams().replaceAll("\\[I@[0-9a-f]+", "widths");
  }

  @Test
  void schemasAreCheckedBeforeAnythingIsComputed() {
    StructType schema = vectors(1).schema();
    TrineClassifier classifier = classifier();
    assertArrayEquals(
        new String[] {"features", "label", "probability", "prediction"},
        classifier.transformSchema(schema).fieldNames());
    refused(
        IllegalArgumentException.class,
        () -> classifier().setFeaturesCol("f").transformSchema(schema),
        "no column 'f' among [features, label]");
    refused(
        IllegalArgumentException.class,
        () -> classifier().setLabelCol("y").transformSchema(schema),
        "no column 'y' among [features, label]");
    refused(
        IllegalArgumentException.class,
        () -> classifier.transformSchema(schema.add("probability", DataTypes.DoubleType)),
        "a column 'probability' already",
        "setProbabilityCol");
    refused(
        IllegalArgumentException.class,
        () ->
            classifier.transformSchema(
                new StructType()
                    .add("features", DataTypes.DoubleType)
                    .add("label", DataTypes.StringType)),
        "'label' of labels is string",
        "StringIndexer");
    refused(
        IllegalArgumentException.class,
        () -> classifier().setEpochs(0),
        "epochs",
        "invalid value 0");
    TrineClassificationModel model = classifier.fit(vectors(8));
    refused(
        IllegalArgumentException.class,
        () -> model.transformSchema(new StructType().add("x", DataTypes.DoubleType)),
        "no column 'features' among [x]");
  }

  @Test
  void rowsThatCannotBeLearntOrAnsweredAreNamed() {
    StructType schema =
        new StructType().add("features", DataTypes.DoubleType).add("label", DataTypes.DoubleType);
    refused(
        DataException.class,
        () ->
            classifier().fit(session.createDataFrame(List.of(RowFactory.create(1.0, 0.5)), schema)),
        "largest label in column 'label' is 0.5",
        "StringIndexer",
        "TrineRegressor");
    refused(
        DataException.class,
        () ->
            classifier()
                .fit(
                    session.createDataFrame(
                        List.of(RowFactory.create(1.0, 1.0), RowFactory.create(1.0, -1.0)),
                        schema)),
        "'label' is '-1.0' in row",
        "[0, 1]");
    TrineClassificationModel model = classifier().fit(vectors(8));
    refused(
        DataException.class,
        () ->
            model
                .transform(
                    session.createDataFrame(
                        List.of(RowFactory.create(Vectors.dense(1, 2, 3), 0)), vectors(1).schema()))
                .collect(),
        "'features'",
        "has 3 elements in row 0 of partition",
        "expected 2");
  }
}
