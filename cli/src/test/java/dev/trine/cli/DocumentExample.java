package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backends;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;

/**
 * A block of Java in a document: statements that are compiled and run as they stand there.
 *
 * @param number of the block in its document, from 1
 */
record DocumentExample(Path document, int number, String statements) {
  private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final Pattern PRINTS = Pattern.compile("// prints (.*)");
  private static final String IMPORTS =
      """
      import static dev.trine.backend.Activation.*;
      import static dev.trine.dataset.augment.Augmentations.*;
      import static dev.trine.metric.Metrics.*;
      import static dev.trine.nn.Layers.*;
      import static dev.trine.nn.Losses.*;
      import static dev.trine.train.DataPlace.*;
      import static dev.trine.train.NotFinite.*;
      import static dev.trine.train.Optimizers.*;
      import static dev.trine.train.Schedule.*;
      import static dev.trine.train.StoppingRule.*;
      import dev.trine.backend.*;
      import dev.trine.data.*;
      import dev.trine.dataset.augment.*;
      import dev.trine.eager.*;
      import dev.trine.graph.*;
      import dev.trine.graph.ops.*;
      import dev.trine.io.*;
      import dev.trine.metric.*;
      import dev.trine.nn.*;
      import dev.trine.onnx.*;
      import dev.trine.report.*;
      import dev.trine.tensor.*;
      import dev.trine.train.*;
      import java.nio.file.*;
      import java.time.*;
      import java.util.*;
      import java.util.stream.*;
      """;

  /** All of a document. */
  static List<DocumentExample> of(Path document) throws IOException {
    List<String> blocks =
        BLOCK.matcher(Files.readString(document)).results().map(block -> block.group(1)).toList();
    return blocks.stream()
        .map(block -> new DocumentExample(document, blocks.indexOf(block) + 1, block))
        .toList();
  }

  /** What comments say that it prints, a line each. */
  List<String> promised() {
    return PRINTS.matcher(statements).results().map((MatchResult line) -> line.group(1)).toList();
  }

  /**
   * Compiles it and runs it on the CPU.
   *
   * @return the lines that it printed
   */
  List<String> run(Path folder) throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Example { public static void main(String[] args) throws Exception {\n"
            + statements
            + "}}\n");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    return main(folder).lines().toList();
  }

  private static String main(Path classes) throws Exception {
    PrintStream standard = System.out;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setProperty(Backends.PROPERTY, "cpu");
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(standard);
      System.clearProperty(Backends.PROPERTY);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "%s, example %s".formatted(document.getFileName(), number);
  }
}
