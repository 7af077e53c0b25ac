package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Matmul;
import dev.trine.conformance.harness.ForkedJvm;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A process that meets ever new batch sizes does not grow with their number. */
@EnabledOnOs(OS.LINUX)
@DisabledIfSystemProperty(named = "trine.cpu.onednn", matches = "false")
class PrimitiveCacheTest {
  /** In a JVM of its own, whose memory is nobody else's: how much it grew, in MiB. */
  static final class Main {
    private static final int SIZES = 1200;
    private static final int WIDTH = 256;

    private Main() {}

    public static void main(String[] arguments) throws IOException {
      try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
        View in = matrix(backend, SIZES);
        View weights = matrix(backend, WIDTH);
        View out = matrix(backend, SIZES);
        long before = 0;
        for (int rows = 1; rows <= SIZES; rows++) {
          if (rows == SIZES / 4) {
            before = residentMebibytes();
          }
          Matmul product = Matmul.of(rows, WIDTH, WIDTH, false, false);
          Shape shape = Shape.of(rows, WIDTH);
          View x = in.part(0, shape);
          View y = out.part(0, shape);
          try (Call call = backend.matmul(product, x, weights, null, y)) {
            call.enqueue();
          }
        }
        System.out.println(residentMebibytes() - before);
      }
    }

    private static View matrix(Backend backend, int rows) {
      return backend.allocate(TensorType.f32(rows, WIDTH), "matrix");
    }

    private static long residentMebibytes() throws IOException {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum()
          / 1024;
    }
  }

  /** Without a limit it is over 200. */
  private static final long MOST_MEBIBYTES = 80;

  @TempDir private Path folder;

  @Test
  void keepsFewPrimitives() throws Exception {
    ForkedJvm.Result result =
        ForkedJvm.start(
                folder,
                Map.of(),
                List.of(
                    "-Xmx64m",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path")),
                Main.class)
            .await();
    assertEquals(0, result.status(), result.err());
    long grown = Long.parseLong(result.out().strip());
    assertTrue(grown < MOST_MEBIBYTES, "grew by " + grown + " MiB");
  }
}
