package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The simulator of NVIDIA's driver, for programs that a test starts. */
public final class SimulatedDriver {
  private static final Path CUDA = Path.of("..", "backend-cuda").toAbsolutePath().normalize();
  private static final Path KERNELS =
      CUDA.resolveSibling("kernels/src/main/resources/dev/trine/kernels");

  /** Where it lies, for {@code LD_LIBRARY_PATH}. */
  public static final Path FOLDER = CUDA.resolve("target/simulator");

  private SimulatedDriver() {}

  /** Builds it where it is not built yet; leaves the test out where that is not possible. */
  public static void build() throws IOException, InterruptedException {
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "g++")))) {
      String missing = "no g++ here to build the simulator of the CUDA driver";
      Requirement.reportMissing("cuda", missing);
      Assumptions.abort(missing);
    }
    String script = CUDA.resolve("src/test/native/build").toString();
    Process build =
        new ProcessBuilder(List.of(script, FOLDER.toString(), KERNELS.toString()))
            .redirectErrorStream(true)
            .start();
    String output = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, build.waitFor(), output);
  }
}
