package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Maven Central asks of every project is said. */
class ReleaseTest {
  private static final List<String> ONCE = List.of("url", "licenses", "developers", "scm");
  private static final List<String> EVERYWHERE = List.of("name", "description");

  private static void assertHas(String module, List<String> names) throws IOException {
    for (String name : names) {
      assertTrue(Pom.of(module).has(name), "%s/pom.xml has no %s".formatted(module, name));
    }
  }

  /** The bill of materials has no parent to take it from. */
  @Test
  void whoIsBehindIt() throws IOException {
    assertHas(".", ONCE);
    assertHas("bom", ONCE);
  }

  @Test
  void whatEachIs() throws IOException {
    List<String> all = new ArrayList<>(Pom.of(".").modules());
    all.add(".");
    for (String module : all) {
      assertHas(module, EVERYWHERE);
    }
  }

  @Test
  void theChangelogHasThisVersion() throws IOException {
    String version = Pom.of(".").version().replace("-SNAPSHOT", "");
    assertTrue(
        Files.readString(Path.of("..", "CHANGELOG.md")).contains("\n## " + version), version);
  }
}
