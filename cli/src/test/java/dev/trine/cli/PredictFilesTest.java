package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code trine predict} and {@code trine evaluate} on files other than tables. */
class PredictFilesTest {
  private static final Halves LEARNED = Halves.of(300);
  private static final Halves NEW = Halves.of(20);

  @TempDir private Path folder;

  private Path model;

  @BeforeEach
  void name() {
    model = folder.resolve("model.safetensors");
  }

  @Test
  void idxIsPredictedByNumberAndEvaluatedByItsPartToTestWith() throws IOException {
    LEARNED.writeIdx(folder, "train");
    NEW.writeIdx(folder, "t10k");
    train("--idx", folder + "", "--hidden=8");
    List<String> expected = numbered();
    assertEquals(expected, predictions("--idx", folder + ""));
    Path images = folder.resolve("t10k-images-idx3-ubyte");
    assertEquals(expected, predictions("--idx", images + ""));
    assertEquals("Test accuracy: 100.00 %", run("evaluate", "--idx", folder + "").line(0));
    refused("has no labels", "evaluate", "--idx", images + "");
  }

  @Test
  void arraysOfNumPyAreToo() throws IOException {
    Path learned = folder.resolve("learned.npz");
    LEARNED.writeNpz(learned);
    Path asked = folder.resolve("new.npz");
    NEW.writeNpz(asked);
    train("--npz", learned + "", "--hidden=8");
    assertEquals(numbered(), predictions("--npz", asked + ""));
    assertEquals("Test accuracy: 100.00 %", run("evaluate", "--npz", asked + "").line(0));
  }

  /** They need not be of the size that the model takes. */
  @Test
  void imagesArePredictedByName() throws IOException {
    LEARNED.writeClasses(folder.resolve("learned"));
    NEW.writeImages(folder.resolve("new"));
    train("--images", folder.resolve("learned") + "", "--size=6x8", "--hidden=8");
    List<String> expected =
        IntStream.range(0, NEW.sides().length)
            .mapToObj(i -> "%03d.png,%s".formatted(i, NEW.name(i)))
            .toList();
    assertEquals(expected, predictions("--images", folder.resolve("new") + ""));
  }

  /** Labels go by the names of classes, of which a folder may lack the first. */
  @Test
  void imagesOfFewerClassesAreEvaluatedByName() throws IOException {
    LEARNED.writeClasses(folder.resolve("learned"));
    train("--images", folder.resolve("learned") + "", "--size=4x4", "--hidden=8");
    Path some = folder.resolve("some");
    NEW.writeClasses(some);
    try (var left = Files.list(some.resolve("left"))) {
      for (Path image : left.toList()) {
        Files.delete(image);
      }
    }
    assertEquals("Test accuracy: 100.00 %", run("evaluate", "--images", some + "").line(0));
    Files.move(some.resolve("right"), some.resolve("above"));
    refused("class 'above'", "evaluate", "--images", some + "");
  }

  @Test
  void theProbabilityOfEachClassCanBeTold() throws IOException {
    Path learned = folder.resolve("learned.npz");
    LEARNED.writeNpz(learned);
    train("--npz", learned + "", "--hidden=8");
    Run run = run("predict", "--npz", learned + "", "--probabilities");
    assertEquals(
        "example,prediction,probability,probability of 0,probability of 1", run.lines().get(0));
    for (String line : run.lines().subList(1, run.lines().size())) {
      String[] cells = line.split(",");
      double left = Double.parseDouble(cells[3]);
      double right = Double.parseDouble(cells[4]);
      assertEquals(1, left + right, 1e-6, line);
      assertEquals(left > right ? "0" : "1", cells[1], line);
      assertEquals(Math.max(left, right), Double.parseDouble(cells[2]), line);
    }
  }

  private static List<String> numbered() {
    return IntStream.range(0, NEW.sides().length).mapToObj(i -> i + "," + NEW.sides()[i]).toList();
  }

  /** The lines below the header, without the probability. */
  private List<String> predictions(String... data) {
    List<String> lines = run("predict", data).lines();
    assertTrue(lines.get(0).endsWith(",prediction,probability"), lines.get(0));
    return lines.stream().skip(1).map(line -> line.substring(0, line.lastIndexOf(','))).toList();
  }

  private void train(String... options) {
    List<String> arguments = new ArrayList<>(Arrays.asList(options));
    arguments.addAll(List.of("--lr=0.01", "--save=" + model));
    Run run = command("train", arguments);
    assertEquals(0, run.exitCode(), run.err());
  }

  private Run run(String command, String... data) {
    Run run = onModel(command, data);
    assertEquals(0, run.exitCode(), run.err());
    return run;
  }

  private void refused(String named, String command, String... data) {
    Run run = onModel(command, data);
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().contains(named), run.err());
  }

  private Run onModel(String command, String... data) {
    List<String> arguments = new ArrayList<>(List.of(model + ""));
    arguments.addAll(Arrays.asList(data));
    return command(command, arguments);
  }

  private static Run command(String command, List<String> arguments) {
    List<String> all = new ArrayList<>(List.of(command));
    all.addAll(arguments);
    all.add("--backend=cpu");
    return Run.of(all.toArray(String[]::new));
  }
}
