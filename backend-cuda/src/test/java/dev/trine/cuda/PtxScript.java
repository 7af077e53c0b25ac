package dev.trine.cuda;

import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The script that compiles kernels to PTX. */
final class PtxScript {
  static final Path FILE = Path.of("ptx");
  static final Path KERNELS = Path.of("../kernels/src/main/resources/dev/trine/kernels");

  /** The script's status where the compiler is not here, or another release of it. */
  static final int NO_COMPILER = 3;

  private PtxScript() {}

  /** Runs it; leaves the test out where it has no compiler. */
  static void compile(Path... arguments) throws IOException, InterruptedException {
    Script script = Script.run(Map.of(), FILE, arguments);
    if (script.status() == NO_COMPILER) {
      Requirement.reportMissing("nvcc", script.output().strip());
      Assumptions.abort(script.output());
    }
    script.orThrow();
  }

  /** The files that it made. */
  static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
