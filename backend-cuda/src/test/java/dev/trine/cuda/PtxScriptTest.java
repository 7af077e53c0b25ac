package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the PTX anew where the compiler is. */
class PtxScriptTest {
  private static final Path COMMITTED = Path.of("src/main/resources/dev/trine/cuda");
  private static final long MINUTES = 5;

  @TempDir Path folder;

  @Test
  void makesWhatIsCommitted() throws IOException, InterruptedException {
    Assumptions.assumeTrue(
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(place -> Files.isExecutable(Path.of(place, "nvcc"))),
        "no nvcc here");
    Path log = folder.resolve("log");
    Path out = folder.resolve("ptx");
    Process script =
        new ProcessBuilder(Path.of("ptx").toAbsolutePath().toString(), out.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertTrue(script.waitFor(MINUTES, TimeUnit.MINUTES), "the script hangs");
    assertEquals(0, script.exitValue(), () -> read(log));
    assertEquals(names(COMMITTED), names(out));
    for (String name : names(out)) {
      String made = read(out.resolve(name));
      String committed = read(COMMITTED.resolve(name));
      Assumptions.assumeTrue(
          compiler(made).equals(compiler(committed)), "another nvcc: " + compiler(made));
      assertEquals(made, committed, () -> name + " is out of date: run backend-cuda/ptx");
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static String compiler(String ptx) {
    return ptx.lines().filter(line -> line.startsWith("// compiled by")).findFirst().orElse("");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
