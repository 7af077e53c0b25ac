package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The examples in docs/cluster.md compile as they stand there, and print what they promise. */
class DocumentTest extends SparkCase {
  private static final String START =
      """
      import static dev.trine.backend.Activation.*;
      import static dev.trine.nn.Layers.*;
      import static dev.trine.train.Optimizers.*;
      import dev.trine.backend.*;
      import dev.trine.nn.*;
      import dev.trine.spark.*;
      import dev.trine.tensor.*;
      import dev.trine.spark.ml.*;
      import java.util.*;
      import org.apache.spark.ml.*;
      import org.apache.spark.ml.feature.*;
      public class Statements {
        private static org.apache.spark.sql.SparkSession session;
        private static org.apache.spark.sql.Dataset<org.apache.spark.sql.Row> training;
        private static String[] columns;
        public static void run(org.apache.spark.api.java.JavaSparkContext context) throws Exception {
      """;

  @Test
  void oneIsRun() throws Exception {
    assertTrue(examples().stream().anyMatch(example -> example.contains("// prints ")));
  }

  @Test
  void theLibraryThatIsSubmittedIsOfTheVersionThatTheBackendHas() throws Exception {
    String pom = Files.readString(Path.of("..", "pom.xml"));
    List<String> built = blocks(Pattern.compile("<dnnl.version>(.*)</"), pom).toList();
    List<String> submitted =
        blocks(Pattern.compile("org\\.bytedeco:dnnl:([-.0-9]+)"), document()).toList();
    assertEquals(built, submitted);
  }

  static List<String> examples() throws Exception {
    return blocks(Pattern.compile("```java\n(.*?)```", Pattern.DOTALL), document()).toList();
  }

  private static String document() throws Exception {
    return Files.readString(Path.of("..", "docs", "cluster.md"));
  }

  private static Stream<String> blocks(Pattern pattern, String text) {
    return pattern.matcher(text).results().map((MatchResult block) -> block.group(1));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void itPrintsWhatItSays(String statements, @TempDir Path folder) throws Exception {
    List<String> promised = blocks(Pattern.compile("// prints (.*)"), statements).toList();
    Path source = Files.writeString(folder.resolve("Statements.java"), START + statements + "}}\n");
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-cp", classPath, "-d", folder.toString(), source.toString());
    assertEquals(0, status, errors.toString(StandardCharsets.UTF_8));
    if (!promised.isEmpty()) {
      assertEquals(promised, printed(folder));
    }
  }

  private static List<String> printed(Path classes) throws Exception {
    PrintStream standard = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader.loadClass("Statements").getMethod("run", JavaSparkContext.class).invoke(null, context);
    } finally {
      System.setOut(standard);
    }
    return printed.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
