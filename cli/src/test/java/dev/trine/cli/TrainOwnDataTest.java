package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.dataset.table.Preparation;
import dev.trine.dataset.table.Table;
import dev.trine.nn.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code trine train} on files of one's own. */
class TrainOwnDataTest {
  @TempDir private Path folder;

  private Path model;

  @BeforeEach
  void nameTheModel() {
    model = folder.resolve("model.safetensors");
  }

  /** 200 points, of which those of larger x are "far"; a colour says nothing. */
  private Path points() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    List<String> lines = new ArrayList<>(List.of("x,colour,metres,kind"));
    for (int i = 0; i < 200; i++) {
      double x = random.nextDouble(-1, 1);
      String colour = random.nextBoolean() ? "red" : "blue";
      lines.add(x + "," + colour + "," + (5000 + 800 * x) + "," + (x > 0.2 ? "far" : "near"));
    }
    return Files.write(folder.resolve("points.csv"), lines);
  }

  @Test
  void classesOfATableAreLearned() throws IOException {
    Run run = train("--data", points() + "", "--target", "kind", "--lr", "0.01");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.lines().get(0).startsWith("using cpu:0"), run.out());
    assertEquals("160 examples to train on, 40 to test with", run.lines().get(1));
    assertEquals(
        "2 columns of numbers, 1 of categories: colour (2); target kind: 2 classes",
        run.lines().get(2));
    assertTrue(run.lines().get(3).matches("epoch +1/60  loss .*accuracy .*"), run.out());
    assertTrue(run.line(2).matches("Baseline accuracy: \\d\\d\\.\\d\\d % \\(always 'near'\\)"));
    assertTrue(number(run.line(1), "Test accuracy: ", " %") >= 90, run.out());
    assertEquals("model saved to " + model, run.line(0));
    assertEquals("", run.err());
  }

  @Test
  void fewWholeNumbersMayBeClasses() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,kind"));
    for (int i = 0; i < 40; i++) {
      lines.add(i + "," + i % 2);
    }
    String file = Files.write(folder.resolve("kinds.csv"), lines) + "";
    Run run = train("--data", file, "--target", "kind", "--epochs", "1");
    String hint = "the target has only 2 values; --classes makes classes of them";
    assertEquals(hint, run.lines().get(3), run.out());
    run = train("--data", file, "--target", "kind", "--epochs", "1", "--classes");
    assertFalse(run.out().contains(hint), run.out());
  }

  /** What is saved answers raw rows in the units of the column, by what the file itself says. */
  @Test
  void numbersOfATableAreLearnedInTheirUnits() throws IOException {
    Path file = points();
    Run run = train("--data", file + "", "--target", "metres", "--without", "kind", "--lr=0.01");
    assertEquals(0, run.exitCode(), run.err());
    assertFalse(run.out().contains("accuracy"), run.out());
    double baseline = number(run.line(2), "Baseline RMSE: ", " (always the mean)");
    double reached = number(run.line(1), "Test RMSE: ", "");
    assertTrue(baseline > 350 && baseline < 600, run.out());
    assertTrue(reached < 80, run.out());
    try (Backend backend = Backends.select("cpu", BackendOptions.defaults()).backend();
        Model loaded = Model.load(backend, model)) {
      Preparation preparation = Preparation.fromJson(loaded.notes().get("preparation"));
      Table row = Table.of(List.of("colour", "x"), List.of(List.of("red", "0.5")));
      assertEquals(5400, loaded.predict(preparation.features(row))[0][0], 200);
    }
  }

  @Test
  void numbersCanBeClasses() throws IOException {
    List<String> lines = new ArrayList<>(List.of("id;size;survived"));
    for (int i = 0; i < 60; i++) {
      lines.add("passenger " + i + ";" + (i % 3 == 0 ? 9 : 2) + ";" + (i % 3 == 0 ? 1 : 0));
    }
    Path file = Files.write(folder.resolve("rows.csv"), lines);
    Run run =
        train("--data", file + "", "--target=survived", "--classes", "--without=id", "--lr=0.01");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("Baseline accuracy: 66.67 % (always '0')", run.line(2));
    assertEquals("Test accuracy: 100.00 %", run.line(1));
  }

  @Test
  void idxHasAPartToTestWith() throws IOException {
    Halves.of(300).writeIdx(folder, "train");
    Halves.of(50).writeIdx(folder, "t10k");
    Run run = train("--idx", folder + "", "--hidden", "8");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("300 examples to train on, 50 to test with", run.lines().get(1));
    assertEquals("Test accuracy: 100.00 %", run.line(1));
  }

  /** Mirrored, each side is as often the other, but only while it is trained on. */
  @Test
  void imagesAreChangedWhileTheyAreTrainedOn() throws IOException {
    Halves.of(300).writeIdx(folder, "train");
    Halves.of(50).writeIdx(folder, "t10k");
    Run noisy = train("--idx", folder + "", "--hidden=8", "--lr=0.01", "--augment=noise=2");
    assertEquals(0, noisy.exitCode(), noisy.err());
    assertEquals("Test accuracy: 100.00 %", noisy.line(1));
    try (Backend backend = Backends.select("cpu", BackendOptions.defaults()).backend();
        Model loaded = Model.load(backend, model)) {
      assertEquals("noise=2", loaded.notes().get("augmentation"));
    }
    Run mirrored = train("--idx", folder + "", "--hidden=8", "--lr=0.01", "--augment=flip,noise=2");
    assertEquals(0, mirrored.exitCode(), mirrored.err());
    assertTrue(number(mirrored.line(1), "Test accuracy: ", " %") < 80, mirrored.out());
  }

  @Test
  void onlyImagesAreTurned() throws IOException {
    refused(
        2, "--augment rotate=9", "--data", points() + "", "--target=kind", "--augment=rotate=9");
  }

  /** Of a network that takes numbers, as images or as vectors, also when the files have bytes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[4, 4, 1] | {'type': 'flatten'},",
        "[16]      | ''",
      })
  void aNetworkOfNumbersTakesBytes(String input, String before) throws IOException {
    Halves.of(300).writeIdx(folder, "train");
    Halves.of(50).writeIdx(folder, "t10k");
    Path network = network(input, before, 2);
    Run run = train("--idx", folder + "", "--network", network + "", "--lr", "0.01");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("Test accuracy: 100.00 %", run.line(1));
  }

  private Path network(String input, String before, int outputs) throws IOException {
    String json =
        "{'input': %s, 'layers': [%s {'type': 'dense', 'units': %s}]}"
            .formatted(input, before, outputs);
    return Files.writeString(folder.resolve("network.json"), json.replace('\'', '"'));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[17] | 2 | 17",
        "[16] | 3 | gives 3 values",
      })
  void aNetworkThatDoesNotFitIsRefusedBeforeTraining(String input, int outputs, String named)
      throws IOException {
    Halves.of(30).writeIdx(folder, "train");
    Halves.of(5).writeIdx(folder, "t10k");
    Path network = network(input, "", outputs);
    refused(1, named, "--idx", folder + "", "--network", network + "");
  }

  @Test
  void imagesAreLearned() throws IOException {
    for (int i = 0; i < 20; i++) {
      image("dark", i, 0x101010 * (i % 4));
      image("light", i, 0x101010 * (12 + i % 4));
    }
    Path images = folder.resolve("images");
    Run run = train("--images", images + "", "--size", "4x6", "--rgb", "--lr", "0.01");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals("32 examples to train on, 8 to test with", run.lines().get(1));
    assertEquals("Test accuracy: 100.00 %", run.line(1));
    try (Backend backend = Backends.select("cpu", BackendOptions.defaults()).backend();
        Model loaded = Model.load(backend, model)) {
      assertEquals("[4, 6, 3]", loaded.network().input().toString());
      assertEquals(List.of("dark", "light"), loaded.classes());
    }
  }

  private void image(String kind, int number, int colour) throws IOException {
    BufferedImage image = new BufferedImage(5, 5, BufferedImage.TYPE_INT_RGB);
    for (int pixel = 0; pixel < 25; pixel++) {
      image.setRGB(pixel / 5, pixel % 5, colour);
    }
    Path of = Files.createDirectories(folder.resolve("images").resolve(kind));
    ImageIO.write(image, "png", of.resolve(number + ".png").toFile());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                  | 1 | rows.csv",
        "'a,b'               | 1 | rows.csv",
        "'a,b;1,2;3,4;5,6'   | 1 | no column 'y'",
        "'x,y;1,2'           | 2 | one part empty",
        "'x,y;1,2;2,;3,4'    | 1 | column 'y'",
        "'y;1;2;3'           | 1 | no column is left",
        "'x,y;1,2;2,3;3,z,4' | 1 | line 4",
      })
  void badTablesAreRefusedBeforeTraining(String rows, int exitCode, String named)
      throws IOException {
    Path file = Files.write(folder.resolve("rows.csv"), List.of(rows.split(";")));
    refused(exitCode, named, "--data", file + "", "--target", "y");
  }

  @Test
  void anEmptyFolderIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(1, "empty", "--idx", empty + "");
    refused(1, "empty", "--images", empty + "");
  }

  /** In one line, and without a file in the place of the model. */
  private void refused(int exitCode, String named, String... options) throws IOException {
    Run run = train(options);
    assertEquals(exitCode, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().startsWith("trine: ") && run.err().contains(named), run.err());
    assertFalse(run.err().contains("unexpected"), run.err());
    assertEquals("", run.out());
    assertTrue(Files.notExists(model));
  }

  private Run train(String... options) {
    return Run.of(
        Stream.concat(
                Stream.of("train", "--backend", "cpu", "--save", model.toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static double number(String line, String before, String behind) {
    assertTrue(line.startsWith(before) && line.endsWith(behind), line);
    return Double.parseDouble(line.substring(before.length(), line.length() - behind.length()));
  }
}
