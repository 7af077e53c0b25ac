package dev.trine.spark.ml;

import static dev.trine.spark.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.backend.Backend;
import dev.trine.backend.Backends;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Predictor;
import dev.trine.spark.LocalSpark;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrineRegressorTest {
  private static final StructType SCHEMA =
      new StructType().add("features", SQLDataTypes.VectorType()).add("label", DataTypes.FloatType);

  private static SparkSession session;

  @BeforeAll
  static void open() {
    session = LocalSpark.session("org.apache.spark.serializer.KryoSerializer");
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  /** Prices of some hundred thousands. */
  private static Dataset<Row> prices(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double size = random.nextDouble() * 2 - 1;
      double age = random.nextDouble() * 2 - 1;
      float price = (float) (300_000 + 80_000 * size - 40_000 * age * age);
      rows.add(RowFactory.create(Vectors.dense(size, age), price));
    }
    return session.createDataFrame(rows, SCHEMA).repartition(3);
  }

  private static TrineRegressor regressor() {
    return new TrineRegressor()
        .setBackend("cpu")
        .setPartitions(2)
        .setHiddenLayers(16)
        .setLearningRate(0.02)
        .setBatchSize(16)
        .setLocalSteps(10);
  }

  @Test
  void answersAreInTheUnitOfTheLabels(@TempDir Path folder) throws Exception {
    TrineRegressionModel model = regressor().setEpochs(25).fit(prices(400, 1));
    Dataset<Row> test = prices(100, 2).cache();
    Dataset<Row> answered = model.transform(test);
    double error = new RegressionEvaluator().evaluate(answered);
    assertTrue(error < 5_000, () -> "root mean squared error " + error);

    String path = folder.resolve("model").toString();
    model.save(path);
    List<Row> answers = answered.collectAsList();
    assertEquals(answers, TrineRegressionModel.load(path).transform(test).collectAsList());
    // The file answers in that unit by itself, wherever it is read.
    try (Backend backend = Backends.open();
        Model read = Model.load(backend, folder.resolve("model/model.safetensors"));
        Predictor predictor = read.predictor()) {
      Row row = answers.get(0);
      Vector features = row.getAs(0);
      float[] example = {(float) features.apply(0), (float) features.apply(1)};
      assertEquals(row.<Double>getAs("prediction"), predictor.values(example)[0], 1);
    }
  }

  @Test
  void theNetworkOfAnEarlierOneCanBeTrainedAgain() {
    Dataset<Row> rows = prices(400, 1);
    TrineRegressor regressor = regressor().setEpochs(10);
    Network network = regressor.fit(rows).detached().network();
    TrineRegressionModel again = regressor.setNetwork(network.toJson()).fit(rows);
    assertEquals(network.toJson(), again.detached().network().toJson());
    double error = new RegressionEvaluator().evaluate(again.transform(rows));
    assertTrue(error < 30_000, () -> "root mean squared error " + error);
  }

  @Test
  void aConstantIsLearnt() {
    StructType schema =
        new StructType().add("features", DataTypes.DoubleType).add("label", DataTypes.IntegerType);
    Dataset<Row> rows =
        session.createDataFrame(
            List.of(RowFactory.create(1.0, 7), RowFactory.create(2.0, 7)), schema);
    List<Row> answers =
        regressor().setEpochs(200).fit(rows).transform(rows).select("prediction").collectAsList();
    answers.forEach(row -> assertEquals(7, row.getDouble(0), 0.3));
  }

  @Test
  void labelsThatAreMissingAreRefused() {
    Dataset<Row> rows =
        session.createDataFrame(
            List.of(
                RowFactory.create(Vectors.dense(1), 1f),
                RowFactory.create(Vectors.dense(1), Float.NaN)),
            SCHEMA);
    refused(DataException.class, () -> regressor().fit(rows), "'label'", "NaN in row");
    Dataset<Row> nothing =
        session.createDataFrame(List.of(RowFactory.create(Vectors.dense(1), null)), SCHEMA);
    refused(
        DataException.class, () -> regressor().fit(nothing), "'label'", "null in the first row");
  }
}
