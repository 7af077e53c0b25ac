package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What {@code trine train} leaves beside the model, and what it is told of loss and schedule. */
class TrainOutcomeTest {
  @TempDir private Path folder;

  private Path rows;
  private Path model;

  /** Of which one is of the wrong class, with a name that would be a tag. */
  @BeforeEach
  void makeRows() throws IOException {
    List<String> lines = new ArrayList<>(List.of("x,<b>colour</b>,metres,kind"));
    for (int i = 0; i < 100; i++) {
      String kind = i % 10 == 3 ? "<i>odd</i>" : i < 50 ? "near" : "far";
      lines.add("%s,%s,%s,%s".formatted(i, i % 2 == 0 ? "red" : "blue", 7000 + 10 * i, kind));
    }
    rows = Files.write(folder.resolve("rows.csv"), lines);
    model = folder.resolve("model.safetensors");
  }

  private Run train(String target, String... options) {
    return Run.of(
        Stream.concat(
                Stream.of(
                    "train",
                    "--data=" + rows,
                    "--target=" + target,
                    "--backend=cpu",
                    "--lr=0.01",
                    "--epochs=4",
                    "--save=" + model),
                Stream.of(options))
            .toArray(String[]::new));
  }

  @Test
  void theReportOfClassesHasAllItsSections() throws Exception {
    Path report = folder.resolve("new").resolve("report.html");
    Run run = train("kind", "--report=" + report);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.line(2).startsWith("Test accuracy: "), run.out());
    assertEquals("model saved to " + model, run.line(1));
    assertEquals("report written to " + report, run.line(0));
    String html = Files.readString(report);
    Document page =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(html)));
    assertEquals(
        List.of(
            "Result",
            "Training",
            "Answers",
            "Worst mistakes",
            "Hidden representation",
            "Configuration"),
        texts(page, "h2"));
    String accuracy = run.line(2).substring("Test accuracy: ".length());
    assertTrue(texts(page, "dd").contains(accuracy), accuracy);
    assertTrue(texts(page, "td").containsAll(List.of("cross-entropy", "adam", "0.01")), html);
    assertTrue(
        texts(page, "pre").get(0).matches("x = \\d+\n<b>colour</b> = (red|blue)\nmetres = \\d+"));
    assertFalse(html.contains("<i>odd"), "a name is a tag");
  }

  private static List<String> texts(Document page, String element) {
    NodeList found = page.getElementsByTagName(element);
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      texts.add(found.item(i).getTextContent());
    }
    return texts;
  }

  @Test
  void resultsForProgramsHaveTheirNames() throws IOException {
    Path json = folder.resolve("result.json");
    Run run = train("kind", "--json=" + json, "--loss=smoothed:0.2", "--schedule=step:2:0.5");
    assertEquals(0, run.exitCode(), run.err());
    JsonObject all = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    assertEquals(
        "[trine, title, device, settings, examples, epochs, test, model]", all.keySet().toString());
    JsonObject settings = all.getAsJsonObject("settings");
    assertEquals("smoothed:0.2", settings.get("loss").getAsString());
    assertEquals("step:2:0.5", settings.get("schedule").getAsString());
    assertEquals(4, settings.get("epochs").getAsInt());
    assertEquals("[64,32]", settings.get("hidden").toString());
    assertEquals("cpu:0", all.getAsJsonObject("device").get("selector").getAsString());
    assertEquals(80, all.getAsJsonObject("examples").get("train").getAsInt());
    JsonArray epochs = all.getAsJsonArray("epochs");
    assertEquals(4, epochs.size());
    JsonObject last = epochs.get(3).getAsJsonObject();
    assertEquals(
        "[epoch, training, validation, skippedSteps, seconds, examplesPerSecond, learningRate,"
            + " gradientNorm]",
        last.keySet().toString());
    assertEquals("[loss, accuracy]", last.getAsJsonObject("validation").keySet().toString());
    assertEquals(0.005, last.get("learningRate").getAsDouble(), 1e-9);
    double accuracy = all.getAsJsonObject("test").get("accuracy").getAsDouble();
    assertTrue(run.out().contains("Test accuracy: %.2f %%".formatted(100 * accuracy)), run.out());
    assertEquals(model.toString(), all.get("model").getAsString());
  }

  @Test
  void numbersAreReportedInTheirUnits() throws IOException {
    Path json = folder.resolve("result.json");
    Path report = folder.resolve("report.html");
    Run run = train("metres", "--json=" + json, "--report=" + report, "--loss=log-cosh");
    assertEquals(0, run.exitCode(), run.err());
    JsonObject test =
        JsonParser.parseString(Files.readString(json)).getAsJsonObject().getAsJsonObject("test");
    assertEquals("[rmse, baseline]", test.keySet().toString());
    assertTrue(test.get("baseline").getAsDouble() > 200, test.toString());
    assertTrue(Files.readString(report).contains("Residuals"));
  }

  @Test
  void everyRunHasAnEventFileOfItsOwn() throws IOException {
    Path events = folder.resolve("runs").resolve("a");
    assertEquals(0, train("kind", "--tensorboard=" + events).exitCode());
    assertEquals(0, train("kind", "--tensorboard=" + events).exitCode());
    try (Stream<Path> files = Files.list(events)) {
      List<Path> all = files.toList();
      assertEquals(2, all.size());
      assertTrue(Files.size(all.get(0)) > 4 * 100, all.toString());
    }
  }

  @Test
  void theDigitsHaveThemToo() throws IOException {
    Path report = folder.resolve("digits.html");
    Run run =
        Run.of(
            "train",
            "digits",
            "--backend=cpu",
            "--epochs=1",
            "--save=" + model,
            "--report=" + report);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.line(2).matches("Test accuracy: \\d+\\.\\d %"), run.out());
    assertTrue(Files.readString(report).contains("data:image/png;base64,"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-entropy", "balanced", "hinge", "smoothed"})
  void lossesOfClasses(String loss) {
    assertEquals(0, train("kind", "--loss", loss, "--report", folder + "/r").exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"mse", "mae", "huber", "huber:0.5"})
  void lossesOfNumbers(String loss) {
    assertEquals(0, train("metres", "--loss", loss).exitCode());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind   | --loss=mae         | expected one of cross-entropy, smoothed:0.1, balanced, hinge",
        "metres | --loss=hinge       | expected one of mse, mae, huber:1, log-cosh",
        "kind   | --loss=squared     | 'squared' is none of cross-entropy, smoothed:0.1",
        "kind   | --loss=hinge:1     | 'hinge:1' is none of",
        "kind   | --loss=huber:x     | 'x' in 'huber:x' is no number",
        "kind   | --loss=huber:0     | 'huber:0': ",
        "kind   | --schedule=linear  | 'linear' is none of constant, step:10:0.5",
        "kind   | --schedule=step:2.5| is no whole number",
        "kind   | --schedule=cosine:2| 'cosine:2': ",
        "kind   | --warm-up=0        | no whole number from 1",
      })
  void whatCannotBeIsRefusedBeforeTraining(String target, String option, String named) {
    refused(2, target, option, named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--report=/dev             | is a folder",
        "--tensorboard=/dev/null/x | is no folder that can be written in",
      })
  void soIsWhatCannotBeWritten(String option, String named) {
    refused(1, "kind", option, named);
  }

  private void refused(int exitCode, String target, String option, String named) {
    Run run = train(target, option);
    assertEquals(exitCode, run.exitCode(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains(named), run.err());
    assertEquals("", run.out());
    assertTrue(Files.notExists(model));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exponential", "cosine:0.1", "one-cycle", "plateau:0.5:1", "CONSTANT"})
  void schedules(String schedule) {
    assertEquals(0, train("kind", "--schedule", schedule, "--warm-up", "3").exitCode());
  }

  /** A device that is always full takes neither the model, nor the result, nor the other file. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskTakesNothingElse() throws IOException {
    Path report = folder.resolve("report.html");
    Run run = train("kind", "--json=/dev/full", "--report=" + report);
    assertEquals(1, run.exitCode(), run.out());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("/dev/full cannot be written"), run.err());
    assertTrue(run.out().contains("Test accuracy: "), run.out());
    assertTrue(Files.exists(model) && Files.exists(report), run.out());
  }
}
