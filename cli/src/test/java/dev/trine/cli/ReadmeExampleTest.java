package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backends;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example in the README compiles as it stands there, and learns what it says. */
class ReadmeExampleTest {
  private static final Path README = Path.of("..", "README.md");
  private static final Path MODEL = Path.of("digits.safetensors");
  private static final String IMPORTS =
      """
      import static dev.trine.backend.Activation.*;
      import static dev.trine.nn.Layers.*;
      import static dev.trine.nn.Losses.*;
      import static dev.trine.train.Optimizers.*;
      import static dev.trine.train.StoppingRule.*;
      import dev.trine.backend.*;
      import dev.trine.data.*;
      import dev.trine.nn.*;
      import dev.trine.tensor.*;
      import dev.trine.train.*;
      import java.nio.file.Path;
      """;

  @Test
  void compilesAndLearns(@TempDir Path folder) throws Exception {
    Path source = folder.resolve("Example.java");
    Files.writeString(
        source,
        IMPORTS
            + "public class Example { public static void main(String[] args) throws Exception {\n"
            + example()
            + "}}\n");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));

    double accuracy = Double.parseDouble(runMain(folder).strip());
    assertTrue(accuracy > 0.95, "accuracy " + accuracy);
    assertTrue(Files.deleteIfExists(MODEL), "the example saves its model");
  }

  private static String example() throws Exception {
    Matcher block =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
    assertTrue(block.find(), "README.md has a Java example");
    return block.group(1);
  }

  private static String runMain(Path classes) throws Exception {
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
}
