package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in the documents compile as they stand there, and do what they say. */
class DocumentExamplesTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path DOCS = Path.of("..", "docs");
  private static final Path MODEL = Path.of("digits.safetensors");

  @Test
  void theReadmesLearns(@TempDir Path folder) throws Exception {
    DocumentExample example = DocumentExample.of(README).get(0);
    double accuracy = Double.parseDouble(example.run(folder).get(0));
    assertTrue(accuracy > 0.95, "accuracy " + accuracy);
    assertTrue(Files.deleteIfExists(MODEL), "the example saves its model");
  }

  /** Each layer's is read at a glance. */
  @Test
  void thoseOfNetworksHaveAtMostTenLines() throws IOException {
    for (DocumentExample example : DocumentExample.of(DOCS.resolve("networks.md"))) {
      long lines = example.statements().lines().filter(line -> !line.isBlank()).count();
      assertTrue(lines <= 10, example + " has " + lines + " lines");
    }
  }

  static List<DocumentExample> others() throws IOException {
    List<DocumentExample> all = new ArrayList<>();
    for (String document :
        List.of(
            "data.md",
            "losses.md",
            "networks.md",
            "onnx.md",
            "reports.md",
            "saving.md",
            "tensors.md",
            "training.md")) {
      all.addAll(DocumentExample.of(DOCS.resolve(document)));
    }
    // That of tables is run in the module data, which has its file.
    all.removeIf(example -> example.statements().contains("Table.read"));
    return all;
  }

  @ParameterizedTest
  @MethodSource("others")
  void othersPrintWhatTheySay(DocumentExample example, @TempDir Path folder) throws Exception {
    assertFalse(example.promised().isEmpty(), "says what it prints");
    assertEquals(example.promised(), example.run(folder));
  }
}
