package dev.trine.dataset.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of tables in docs/data.md does what it says. */
class DocumentExampleTest {
  private static final String START =
      """
      import static dev.trine.backend.Activation.*;
      import static dev.trine.nn.Layers.*;
      import dev.trine.backend.*;
      import dev.trine.dataset.split.*;
      import dev.trine.dataset.table.*;
      import dev.trine.nn.*;
      import dev.trine.reference.*;
      import dev.trine.tensor.*;
      import dev.trine.train.*;
      import java.nio.file.*;
      public class Example {
        public static void main(String[] args) {
      """;

  /** As it stands there, but for the place of the file and the only backend that is here. */
  private static String statements() throws Exception {
    String document = Files.readString(Path.of("..", "docs", "data.md"));
    String found =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(document)
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains("Table.read"))
            .findFirst()
            .orElseThrow();
    return found
        .replace("Path.of(\"iris.csv\")", "Path.of(args[0])")
        .replace("Backends.open()", "new ReferenceBackend()");
  }

  @Test
  void printsWhatItSays(@TempDir Path folder) throws Exception {
    String statements = statements();
    assertTrue(statements.lines().count() <= 10, "read at a glance");
    Path source = Files.writeString(folder.resolve("Example.java"), START + statements + "}}\n");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    assertEquals("true", main(folder).strip());
  }

  private static String main(Path classes) throws Exception {
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      String[] arguments = {TableFile.iris().toString()};
      loader
          .loadClass("Example")
          .getMethod("main", String[].class)
          .invoke(null, (Object) arguments);
    } finally {
      System.setOut(standard);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
