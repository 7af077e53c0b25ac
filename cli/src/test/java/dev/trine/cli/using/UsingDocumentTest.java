package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/using.md has a reader copy is what there is. */
class UsingDocumentTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SCRIPT = ROOT.resolve("examples/jbang/digits.java");
  private static final String GROUP = "dev.trine:";
  private static final String CLASS_PATH =
      System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

  private final String document = Files.readString(ROOT.resolve("docs/using.md"));

  UsingDocumentTest() throws IOException {}

  private List<String> blocks(String language) {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(document)
        .results()
        .map(block -> block.group(1))
        .toList();
  }

  /** With and without a version. */
  private static Set<String> ours() throws IOException {
    Pom bom = Pom.of("bom");
    Set<String> ours = new HashSet<>();
    ours.add(GROUP + bom.artifact() + ":" + bom.version());
    for (String managed : bom.dependencies()) {
      ours.add(managed);
      ours.add(managed.substring(0, managed.lastIndexOf(':')));
    }
    return ours;
  }

  @Test
  void mavensDependenciesAreThere() throws IOException {
    Set<String> there = ours();
    there.addAll(Pom.of("backend-cpu").dependencies());
    there.addAll(Pom.of(".").dependencies());
    List<String> said = new ArrayList<>();
    for (String block : blocks("xml")) {
      said.addAll(Pom.part(block).dependencies());
    }
    assertTrue(said.size() > 10, said.toString());
    said.removeAll(there);
    assertEquals(List.of(), said, "these are in no POM");
  }

  @Test
  void gradlesDependenciesAreThere() throws IOException {
    assertThere(blocks("kotlin").get(0), "\"(dev\\.trine:[^\"]+)\"", 5);
  }

  @Test
  void theScriptsDependenciesAreThere() throws IOException {
    assertThere(Files.readString(SCRIPT), "(?m)^//DEPS (dev\\.trine:[^@\n]+)", 5);
  }

  private static void assertThere(String text, String pattern, int count) throws IOException {
    List<String> said =
        Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
    assertEquals(count, said.size(), said.toString());
    assertTrue(ours().containsAll(said), said.toString());
  }

  @Test
  void everyArtifactHasItsRowAndItsModule() throws IOException {
    Map<String, String> modules = new TreeMap<>();
    for (String folder : Pom.of(".").modules()) {
      Pom pom = Pom.of(folder);
      String module = pom.property("module.name");
      if (!"true".equals(pom.property("maven.deploy.skip"))) {
        modules.put(pom.artifact(), module == null ? "" : "`" + module + "`");
      }
    }
    Map<String, String> rows =
        Pattern.compile("(?m)^\\| `(trine-[a-z-]+)` \\| *([^|]*?) *\\|")
            .matcher(document)
            .results()
            .collect(Collectors.toMap(row -> row.group(1), row -> row.group(2)));
    assertEquals(modules, new TreeMap<>(rows));
  }

  @Test
  void theBomHasEveryArtifact() throws IOException {
    Set<String> managed = ours();
    for (String folder : Pom.of(".").modules()) {
      Pom pom = Pom.of(folder);
      boolean isThere = managed.contains(GROUP + pom.artifact() + ":" + pom.version());
      boolean isNobodys = "true".equals(pom.property("maven.deploy.skip"));
      assertTrue(isThere != isNobodys, folder + " is in the BOM, or has maven.deploy.skip");
    }
  }

  @Test
  void theModulesDescriptorCompiles(@TempDir Path folder) throws IOException {
    Path descriptor = folder.resolve("src/module-info.java");
    Path layer = folder.resolve("src/org/example/layers/Mine.java");
    Files.createDirectories(layer.getParent());
    Files.writeString(descriptor, blocks("java").get(1));
    Files.writeString(layer, "package org.example.layers; public record Mine() {}");
    String modules =
        Stream.of(CLASS_PATH.split(File.pathSeparator))
            .filter(entry -> entry.matches(".*(core|data|gson|fastcsv)\\b.*"))
            .collect(Collectors.joining(File.pathSeparator));
    Program.compile(folder.resolve("out"), Stream.of(descriptor, layer), "-p", modules);
  }

  @Test
  void theImportsAreTheScripts() throws IOException {
    assertTrue(Files.readString(SCRIPT).contains(blocks("java").get(0)));
  }

  @Test
  void theScriptIsTheReadmesExampleAndLearns(@TempDir Path folder) throws Exception {
    String readme = Files.readString(ROOT.resolve("README.md"));
    MatchResult example =
        Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
            .matcher(readme)
            .results()
            .findFirst()
            .orElseThrow();
    assertTrue(words(Files.readString(SCRIPT)).contains(words(example.group(1))));
    Program.Outcome outcome =
        Program.run(
            Path.of(System.getProperty("java.home")),
            folder,
            Map.of(),
            List.of(
                "-Dtrine.backend=cpu",
                "-cp",
                absolute(CLASS_PATH),
                SCRIPT.toAbsolutePath().normalize().toString()));
    String printed = outcome.succeeded();
    double accuracy =
        printed
            .lines()
            .filter(line -> line.matches("0\\.\\d+"))
            .mapToDouble(Double::parseDouble)
            .sum();
    assertTrue(accuracy > 0.95, printed);
    assertTrue(Files.exists(folder.resolve("digits.safetensors")));
  }

  private static String words(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  private static String absolute(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void itNamesNoVersionThatIsNot() throws IOException {
    String version = Pom.of(".").version();
    for (String said : List.of("docs/using.md", "README.md", "examples/jbang/digits.java")) {
      String text = Files.readString(ROOT.resolve(said));
      assertFalse(text.replace(version, "").matches("(?s).*trine-[a-z-]+:\\d.*"), said);
    }
  }
}
