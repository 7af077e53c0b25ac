package dev.trine.verification.summary;

import dev.trine.verification.summary.TestResult.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * The reports that Surefire and Failsafe left in a checkout: {@code TEST-CLASS.xml} anywhere below
 * a folder of {@code MODULE/target} with {@code -reports} in its name.
 */
final class TestReports {
  private static final String PREFIX_OF_ASSUMPTIONS = "Assumption failed: ";

  private TestReports() {}

  /**
   * All results of a module, in the order of the reports' names.
   *
   * @param root of the checkout
   */
  static List<TestResult> of(Path root, String module) throws IOException {
    List<TestResult> results = new ArrayList<>();
    for (Path file : files(root.resolve(module).resolve("target"))) {
      results.addAll(read(module, file));
    }
    return results;
  }

  private static List<Path> files(Path target) throws IOException {
    if (!Files.isDirectory(target)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .filter(file -> target.relativize(file).getName(0).toString().contains("-reports"))
          .filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
          .sorted()
          .toList();
    }
  }

  private static List<TestResult> read(String module, Path file) throws IOException {
    Element suite = Xml.read(file);
    String java =
        Xml.all(suite, "property")
            .filter(property -> property.getAttribute("name").equals("java.specification.version"))
            .map(property -> property.getAttribute("value"))
            .findFirst()
            .orElse("?");
    return Xml.all(suite, "testcase").map(test -> result(module, java, test)).toList();
  }

  private static TestResult result(String module, String java, Element test) {
    Outcome outcome = Outcome.PASSED;
    String message = "";
    for (Element child : Xml.children(test)) {
      switch (child.getTagName()) {
        case "skipped" -> outcome = Outcome.SKIPPED;
        case "failure", "error" -> outcome = Outcome.FAILED;
        default -> {
          continue;
        }
      }
      message = message(child);
    }
    return new TestResult(
        module, java, test.getAttribute("classname"), test.getAttribute("name"), outcome, message);
  }

  /** The first line of what a test said; an exception without a message is named. */
  private static String message(Element reason) {
    String type = reason.getAttribute("type");
    String said = reason.getAttribute("message").strip();
    if (said.isEmpty()) {
      // Of a skipped test the message is where the stack trace is.
      said = withoutPrefix(reason.getTextContent().strip(), type + ": ");
    }
    said = withoutPrefix(said, PREFIX_OF_ASSUMPTIONS);
    return said.lines().findFirst().orElse(type);
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : text;
  }
}
