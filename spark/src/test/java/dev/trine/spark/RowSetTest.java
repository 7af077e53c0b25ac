package dev.trine.spark;

import static dev.trine.nn.Layers.dense;
import static dev.trine.spark.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.DataException;
import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.data.Field;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowSetTest {
  private static SparkSession session;

  @BeforeAll
  static void open() {
    session = LocalSpark.session("org.apache.spark.serializer.JavaSerializer");
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  /** Rows of one column. */
  private static org.apache.spark.sql.Dataset<Row> rows(DataType type, Object... values) {
    return rows(
        new StructType().add("x", type), Arrays.stream(values).map(RowFactory::create).toList());
  }

  private static org.apache.spark.sql.Dataset<Row> rows(StructType schema, List<Row> rows) {
    return session.createDataFrame(rows, schema);
  }

  private static List<Object> arrays(SparkDataset set, int field) {
    return set.examples().collect().stream().map(example -> example.array(field)).toList();
  }

  private static Object only(DataType type, Object value) {
    return arrays(SparkDataset.of(rows(type, value)).features("x").build(), 0).get(0);
  }

  @Test
  void columnsBecomeArraysByTheirTypes() {
    float[] floats = {1, 0, 2.5f};
    assertArrayEquals(floats, (float[]) only(SQLDataTypes.VectorType(), Vectors.dense(1, 0, 2.5)));
    assertArrayEquals(
        floats,
        (float[])
            only(
                SQLDataTypes.VectorType(),
                Vectors.sparse(3, new int[] {0, 2}, new double[] {1, 2.5})));
    assertArrayEquals(
        floats,
        (float[]) only(DataTypes.createArrayType(DataTypes.FloatType), List.of(1f, 0f, 2.5f)));
    assertArrayEquals(
        floats,
        (float[]) only(DataTypes.createArrayType(DataTypes.DoubleType), List.of(1., 0., 2.5)));
    assertArrayEquals(
        new int[] {7, -7},
        (int[]) only(DataTypes.createArrayType(DataTypes.IntegerType), List.of(7, -7)));
    assertArrayEquals(
        new byte[] {1, -1},
        (byte[]) only(DataTypes.createArrayType(DataTypes.ByteType), List.of((byte) 1, (byte) -1)));
    assertArrayEquals(new byte[] {1, -1}, (byte[]) only(DataTypes.BinaryType, new byte[] {1, -1}));
    assertArrayEquals(new float[] {3}, (float[]) only(DataTypes.LongType, 3L));
    assertArrayEquals(
        new float[] {1.5f},
        (float[]) only(DataTypes.createDecimalType(4, 2), new BigDecimal("1.50")));
    assertArrayEquals(new float[] {1}, (float[]) only(DataTypes.BooleanType, true));
  }

  @Test
  void columnsAreJoinedInTheirOrder() {
    StructType schema =
        new StructType()
            .add("b.1", DataTypes.IntegerType)
            .add("a", SQLDataTypes.VectorType())
            .add("unused", DataTypes.DateType)
            .add("y", DataTypes.FloatType)
            .add("z", DataTypes.createArrayType(DataTypes.DoubleType));
    Row row = RowFactory.create(1, Vectors.dense(2, 3), null, 4f, List.of(5., 6.));
    SparkDataset set =
        SparkDataset.of(rows(schema, List.of(row))).features("a", "b.1").values("z", "y").build();
    assertEquals(
        List.of(
            Field.input("features", dev.trine.tensor.TensorType.f32(3)),
            Field.values("targets", Shape.of(3))),
        set.fields());
    assertArrayEquals(new float[] {2, 3, 1}, (float[]) arrays(set, 0).get(0));
    assertArrayEquals(new float[] {5, 6, 4}, (float[]) arrays(set, 1).get(0));
    Field shaped =
        SparkDataset.of(rows(schema, List.of(row)))
            .input("left", Shape.of(2, 1), "a")
            .input("right", "y")
            .build()
            .fields()
            .get(0);
    assertEquals(Shape.of(2, 1), shaped.type().shape());
    assertEquals("left", shaped.name());
  }

  @Test
  void classesAreFoundInOrderOrGiven() {
    assertClasses(List.of("2", "10", "10.5"), rows(DataTypes.DoubleType, 10.5, 10., 2., 10.));
    assertClasses(List.of("2", "10"), rows(DataTypes.IntegerType, 10, 2));
    assertClasses(List.of("10", "2", "a"), rows(DataTypes.StringType, "a", "2", "10"));
    assertClasses(List.of("false", "true"), rows(DataTypes.BooleanType, true, false));
    SparkDataset given =
        SparkDataset.of(labelled(rows(DataTypes.StringType, "a", "b")))
            .features("f")
            .label("x", List.of("c", "b", "a"))
            .build();
    assertEquals(
        List.of(2, 1), arrays(given, 1).stream().map(label -> ((int[]) label)[0]).toList());
  }

  private static org.apache.spark.sql.Dataset<Row> labelled(
      org.apache.spark.sql.Dataset<Row> rows) {
    return rows.withColumn("f", org.apache.spark.sql.functions.lit(1.0));
  }

  private static void assertClasses(List<String> classes, org.apache.spark.sql.Dataset<Row> rows) {
    SparkDataset set = SparkDataset.of(labelled(rows)).features("f").label("x").build();
    assertEquals(classes, set.fields().get(1).classes());
    List<Row> all = rows.collectAsList();
    for (int i = 0; i < all.size(); i++) {
      String own = classes.get(((int[]) arrays(set, 1).get(i))[0]);
      Object value = all.get(i).get(0);
      assertEquals(
          value.toString(), value instanceof Double && !own.contains(".") ? own + ".0" : own);
    }
  }

  /** What is read from Parquet trains a model to the bits of the examples in memory. */
  @Test
  void parquetTrainsAsExamplesDo(@TempDir Path folder) {
    Dataset digits = Datasets.digits();
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int label = (int) digits.read(Dataset.TARGETS, i)[0];
      List<Float> pixels = new ArrayList<>();
      for (double pixel : digits.read(Dataset.FEATURES, i)) {
        pixels.add((float) pixel);
      }
      rows.add(RowFactory.create(pixels, label));
    }
    StructType schema =
        new StructType()
            .add("pixels", DataTypes.createArrayType(DataTypes.FloatType))
            .add("digit", DataTypes.IntegerType);
    String file = folder.resolve("digits.parquet").toString();
    rows(schema, rows).coalesce(1).write().parquet(file);
    SparkDataset read =
        SparkDataset.of(session.read().parquet(file)).features("pixels").label("digit").build();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    int[] first = java.util.stream.IntStream.range(0, 200).toArray();
    SparkDataset memory = LocalSpark.distributed(context, digits.select(first), 1);
    assertEquals(memory.fields(), read.fields());
    assertArrayEquals(trained(context, memory), trained(context, read));
  }

  private static float[] trained(JavaSparkContext context, SparkDataset set) {
    Network network = Network.of(Shape.of(64), dense(8, Activation.RELU), dense(10));
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));
        Model model = network.initialise(backend, 1)) {
      SparkTrainer.of(context, model).backend("cpu").partitions(2).epochs(1).build().fit(set);
      return model.readAll();
    }
  }

  @Test
  void whatCannotBeReadIsRefusedByColumn() {
    StructType schema =
        new StructType().add("day", DataTypes.DateType).add("bytes", DataTypes.BinaryType);
    org.apache.spark.sql.Dataset<Row> rows =
        labelled(rows(schema, List.of(RowFactory.create(null, new byte[2]))));
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("missing").build(),
        "no column 'missing' among [day, bytes, f]");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("day").build(),
        "Column 'day' is date",
        "expected a number",
        "VectorAssembler");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f", "bytes").build(),
        "'f' (double) and 'bytes' (binary) cannot be joined",
        "F32",
        "U8");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features(Shape.of(3), "bytes").build(),
        "shape [3]",
        "[bytes] have 2");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f").values("bytes").build(),
        "'bytes' is binary",
        "expected numbers to regress on");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f").label("bytes").build(),
        "'bytes' is binary",
        "expected labels");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f").label("f").values("f").build(),
        "both to be learnt");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f").features("bytes"),
        "'features' is described twice");
    refused(IllegalArgumentException.class, () -> SparkDataset.of(rows).features(), "no column");
    refused(
        IllegalArgumentException.class,
        () -> SparkDataset.of(rows).features("f").label("f", List.of("1", "1")).build(),
        "'1' is there twice");
    refused(
        DataException.class, () -> SparkDataset.of(rows.limit(0)).features("f").build(), "no rows");
  }

  @Test
  void whatIsMissingIsRefusedByRow() {
    assertMissing(rows(DataTypes.DoubleType, 1., null), "is null in row 1 of partition 0");
    assertMissing(rows(DataTypes.DoubleType, 1., Double.NaN), "(double) is NaN in row 1");
    assertMissing(rows(DataTypes.DoubleType, 1., 1e300), "is Infinity in row 1");
    assertMissing(
        rows(SQLDataTypes.VectorType(), Vectors.dense(1, 2), Vectors.dense(1, Double.NaN)),
        "has NaN as element 1 in row 1");
    assertMissing(
        rows(
            DataTypes.createArrayType(DataTypes.IntegerType),
            List.of(1, 2),
            Arrays.asList(1, null)),
        "has null as element 1 in row 1");
    refused(
        DataException.class,
        () ->
            SparkDataset.of(rows(DataTypes.BinaryType, new byte[2], new byte[3]).coalesce(1))
                .features("x")
                .build()
                .examples()
                .collect(),
        "'x' (binary) has 3 elements in row 1 of partition 0, expected 2");
    refused(
        DataException.class,
        () -> SparkDataset.of(rows(DataTypes.DoubleType, (Object) null)).features("x").build(),
        "in the first row");
  }

  private static void assertMissing(org.apache.spark.sql.Dataset<Row> rows, String fault) {
    refused(
        DataException.class,
        () -> SparkDataset.of(rows.coalesce(1)).features("x").build().examples().collect(),
        "Column 'x'",
        fault,
        "na().drop()");
  }

  @Test
  void labelsThatAreNoClassAreRefused() {
    org.apache.spark.sql.Dataset<Row> rows =
        labelled(rows(DataTypes.StringType, "a", "b", null).coalesce(1));
    refused(
        DataException.class,
        () ->
            SparkDataset.of(rows)
                .features("f")
                .label("x", List.of("a"))
                .build()
                .examples()
                .collect(),
        "'x' is 'b' in row 1",
        "one of the classes [a]");
    refused(
        DataException.class,
        () -> SparkDataset.of(rows).features("f").label("x").build().examples().collect(),
        "'x' is null in row 2");
    refused(
        DataException.class,
        () ->
            SparkDataset.of(session.range(RowSetBuilder.MOST_CLASSES + 1).toDF())
                .features("id")
                .label("id")
                .build(),
        "more than 10000 different values",
        "values(\"id\")");
    refused(
        DataException.class,
        () ->
            SparkDataset.of(labelled(rows(DataTypes.StringType, (Object) null)))
                .features("f")
                .label("x")
                .build(),
        "no different values");
  }

  @Test
  void elementTypesFollowTheColumns() {
    assertEquals(
        DType.U8,
        SparkDataset.of(rows(DataTypes.BinaryType, new byte[4]))
            .features(Shape.of(2, 2, 1), "x")
            .build()
            .fields()
            .get(0)
            .type()
            .type());
  }
}
