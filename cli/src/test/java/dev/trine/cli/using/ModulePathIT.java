package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.cli.SimulatedDriver;
import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A program that is a module and requires those of Trine. */
class ModulePathIT {
  private static final Path CURRENT = Path.of(System.getProperty("java.home"));
  private static final Path INSTALLED = Path.of("/usr/lib/jvm");
  private static final String NATIVE_ACCESS =
      "--enable-native-access=com.sun.jna,org.bytedeco.javacpp,jcuda,jocl";

  @TempDir private Path folder;

  private List<Path> modules;

  @BeforeEach
  void compile() throws Exception {
    List<Path> jars = Jars.find();
    Path classes = folder.resolve("classes");
    Program.compile(classes, Program.sources("modular"), "--module-path", Jars.path(jars));
    modules = new ArrayList<>(List.of(classes));
    modules.addAll(jars);
  }

  /** This Java, and every other that is installed here and can run the program. */
  static Stream<Path> javas() throws Exception {
    Map<Integer, Path> byRelease = new LinkedHashMap<>();
    byRelease.put(Runtime.version().feature(), CURRENT);
    if (Files.isDirectory(INSTALLED)) {
      try (Stream<Path> homes = Files.list(INSTALLED)) {
        homes
            .filter(home -> Files.isExecutable(home.resolve("bin/java")))
            .forEach(home -> byRelease.putIfAbsent(release(home), home));
      }
    }
    return byRelease.entrySet().stream()
        .filter(java -> java.getKey() >= 17)
        .map(Map.Entry::getValue);
  }

  private static int release(Path home) {
    try (Stream<String> lines = Files.lines(home.resolve("release"))) {
      return lines
          .filter(line -> line.startsWith("JAVA_VERSION="))
          .map(line -> Runtime.Version.parse(line.replaceAll("JAVA_VERSION=|\"", "")).feature())
          .findFirst()
          .orElse(0);
    } catch (IOException | IllegalArgumentException unknown) {
      return 0;
    }
  }

  private Program.Outcome run(Path java, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("-p", Jars.path(modules), NATIVE_ACCESS));
    all.addAll(List.of(arguments));
    return Program.run(java, folder, environment, all);
  }

  @ParameterizedTest
  @MethodSource("javas")
  void theCpuLearnsByOneDnn(Path java) throws Exception {
    String printed =
        run(
                java,
                Map.of(),
                "--add-modules=ALL-MODULE-PATH",
                "-m",
                "org.example/org.example.Learn",
                "cpu")
            .succeeded();
    assertTrue(printed.contains("module org.example\n"), printed);
    assertTrue(printed.contains("reads data by dev.trine.dataset\n"), printed);
    assertTrue(printed.contains("cpu opened, by oneDNN"), printed);
    assertTrue(printed.contains("cpu trained, read again: true\n"), printed);
    assertFalse(printed.contains("restricted method"), printed);
  }

  /** Nobody requires the modules that hold them, which therefore are not there. */
  @Test
  void withoutItsNativesTheCpuSaysHowToGetThem() throws Exception {
    String printed =
        run(CURRENT, Map.of(), "-m", "org.example/org.example.Learn", "cpu").succeeded();
    assertTrue(printed.contains("cpu trained"), printed);
    assertTrue(printed.contains("plain Java"), printed);
    assertTrue(printed.contains("To change that, start Java with --add-modules"), printed);
  }

  @Test
  void cudaLearns() throws Exception {
    SimulatedDriver.build();
    String printed =
        run(
                CURRENT,
                Map.of("LD_LIBRARY_PATH", SimulatedDriver.FOLDER.toString()),
                "-m",
                "org.example/org.example.Learn",
                "cuda")
            .succeeded();
    assertTrue(printed.contains("cuda trained, read again: true\n"), printed);
  }

  @Test
  void openClOpens() throws Exception {
    Path signals = CURRENT.resolve("lib/libjsig.so");
    Map<String, String> environment =
        Files.exists(signals) ? Map.of("LD_PRELOAD", signals.toString()) : Map.of();
    Program.Outcome outcome =
        run(CURRENT, environment, "-m", "org.example/org.example.Learn", "opencl!");
    if (outcome.status() != 0 && outcome.output().contains("there is no OpenCL")) {
      Requirement.reportMissing("opencl", "no OpenCL here");
      Assumptions.abort("no OpenCL here");
    }
    assertTrue(outcome.succeeded().contains("opencl opened, by "), outcome.output());
  }

  /** What every other library's jar would be called by others, too. */
  @Test
  void modulesKeepTheirNames() {
    List<String> names =
        ModuleFinder.of(Jars.find().toArray(Path[]::new)).findAll().stream()
            .map(module -> module.descriptor().name())
            .filter(name -> name.startsWith("dev.trine."))
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "dev.trine.conformance",
            "dev.trine.core",
            "dev.trine.cpu",
            "dev.trine.cuda",
            "dev.trine.dataset",
            "dev.trine.examples",
            "dev.trine.kernels",
            "dev.trine.onnx",
            "dev.trine.opencl",
            "dev.trine.report"),
        names);
  }
}
