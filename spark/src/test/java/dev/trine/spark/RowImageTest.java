package dev.trine.spark;

import static dev.trine.spark.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.DataException;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowImageTest {
  private static final int FIRST = 0x102030;
  private static final int SECOND = 0xff0180;

  private static SparkSession session;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    session = LocalSpark.session("org.apache.spark.serializer.JavaSerializer");
  }

  @AfterAll
  static void close() throws Exception {
    session.close();
  }

  /** An image of two pixels, one above the other. */
  private void write(String name, int type, int... pixels) throws IOException {
    BufferedImage image = new BufferedImage(1, pixels.length, type);
    for (int y = 0; y < pixels.length; y++) {
      image.setRGB(0, y, pixels[y]);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    ImageIO.write(image, "png", file.toFile());
  }

  private org.apache.spark.sql.Dataset<Row> images() {
    return session.read().format("image").load(folder + "/*");
  }

  @Test
  void pixelsAreRedGreenAndBlueRowByRow() throws IOException {
    write("cat/a.png", BufferedImage.TYPE_INT_RGB, FIRST, SECOND);
    write("dog/b.png", BufferedImage.TYPE_INT_ARGB, 0xff000000 | SECOND, FIRST);
    org.apache.spark.sql.Dataset<Row> labelled =
        images()
            .withColumn(
                "class",
                functions.regexp_extract(functions.col("image.origin"), "(\\w+)/\\w+.png", 1))
            .orderBy("class");
    SparkDataset set = SparkDataset.of(labelled).features("image").label("class").build();
    assertEquals(new TensorType(DType.U8, Shape.of(2, 1, 3)), set.fields().get(0).type());
    assertEquals(List.of("cat", "dog"), set.fields().get(1).classes());
    List<Example> examples = set.examples().collect();
    assertArrayEquals(
        new byte[] {0x10, 0x20, 0x30, -1, 1, (byte) 0x80}, (byte[]) examples.get(0).array(0));
    assertArrayEquals(
        new byte[] {-1, 1, (byte) 0x80, 0x10, 0x20, 0x30}, (byte[]) examples.get(1).array(0));
  }

  @Test
  void greyHasOneChannel() throws IOException {
    write("x/a.png", BufferedImage.TYPE_BYTE_GRAY, 0x404040, 0xffffff);
    SparkDataset set = SparkDataset.of(images()).features("image").build();
    assertEquals(Shape.of(2, 1, 1), set.fields().get(0).type().shape());
    byte[] pixels = (byte[]) set.examples().first().array(0);
    assertEquals(2, pixels.length);
    assertEquals(-1, pixels[1]);
  }

  @Test
  void imagesOfUnequalSizeAreRefused() throws IOException {
    write("x/a.png", BufferedImage.TYPE_INT_RGB, FIRST, SECOND);
    write("x/b.png", BufferedImage.TYPE_INT_RGB, FIRST, SECOND, FIRST);
    SparkDataset set =
        SparkDataset.of(images().orderBy("image.height").coalesce(1)).features("image").build();
    refused(
        DataException.class,
        () -> set.examples().collect(),
        "b.png of [3, 1, 3] in row 1",
        "expected [2, 1, 3]",
        "ImageFolder");
  }

  @Test
  void filesThatAreNoImageAreRefused() {
    StructType image =
        new StructType()
            .add("origin", DataTypes.StringType)
            .add("height", DataTypes.IntegerType)
            .add("width", DataTypes.IntegerType)
            .add("nChannels", DataTypes.IntegerType)
            .add("mode", DataTypes.IntegerType)
            .add("data", DataTypes.BinaryType);
    Row invalid = RowFactory.create("notes.txt", -1, -1, -1, -1, new byte[0]);
    org.apache.spark.sql.Dataset<Row> rows =
        session.createDataFrame(
            List.of(RowFactory.create(invalid)), new StructType().add("image", image));
    refused(
        DataException.class,
        () -> SparkDataset.of(rows).features("image").build(),
        "Column 'image' in the first row",
        "notes.txt",
        "dropInvalid");
    Row without = RowFactory.create("a.png", 1, 1, 1, 0, null);
    org.apache.spark.sql.Dataset<Row> nothing =
        session.createDataFrame(
            List.of(RowFactory.create(without)), new StructType().add("image", image));
    refused(
        DataException.class,
        () -> SparkDataset.of(nothing).features("image").build(),
        "an image has null for one of [origin, height");
  }
}
