package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.conformance.transfer.TransferCase;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.Grid;
import dev.trine.kernels.KernelSource;
import dev.trine.kernels.LaunchArgument;
import dev.trine.verification.record.FamilyRecord;
import dev.trine.verification.record.KernelFamily;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The catalogue's small cases on Oclgrind, which interprets the kernels and reports data races,
 * accesses out of bounds, reads of what was never written and lanes that miss a barrier. It does so
 * in a log only. {@code ./verify} leaves out kernel families that have passed. Runs in a JVM that
 * has Oclgrind for its one OpenCL platform; see the POM.
 */
@Tag("oclgrind")
class OclgrindTest {
  private final FamilyRecord passed = FamilyRecord.of("Oclgrind", OclgrindTest::kernels);
  private final CatalogueTests tests =
      new CatalogueTests(Tier.SMALL, OclgrindTest::unreported, 61, passed);

  private static String kernels(String family) {
    String generated = KernelSource.of(family, "#include \"map.h\"\n#include \"fold.h\"").text();
    return family.equals(KernelFamily.GENERATED)
        ? generated
        : generated + KernelSource.load(family).text();
  }

  /** Oclgrind begins the log anew when it is opened, so that an older one must not be measured. */
  @BeforeAll
  static void removeAnOlderLog() throws IOException {
    Files.deleteIfExists(Path.of(System.getenv("OCLGRIND_LOG")));
  }

  @TestFactory
  Stream<DynamicNode> reportsNothing() {
    return tests.of(Required.interpreter());
  }

  /** Whose queues run what a call of the one thread makes them run. */
  @TestFactory
  Stream<DynamicNode> keepsTheOrderOfTransfers() {
    int index = Required.interpreter();
    return TransferCase.all().stream()
        .map(transfer -> DynamicTest.dynamicTest(transfer.name(), () -> run(transfer, index)));
  }

  private static void run(TransferCase transfer, int index) {
    try (Backend backend = Devices.open(Devices.find(index), BackendOptions.defaults())) {
      unreported(() -> transfer.run(backend));
    }
  }

  @AfterEach
  void close() {
    tests.close();
  }

  @Test
  void wouldReportARace(@TempDir Path cache) {
    String racing = "__kernel void race(__global int* x, long at) { x[at] = get_global_id(0); }";
    assertTrue(run(racing, "race", cache, 0).contains("data race"));
  }

  @Test
  void wouldReportAnAccessOutOfBounds(@TempDir Path cache) {
    String astray = "__kernel void astray(__global int* x, long at) { x[at] = 0; }";
    assertTrue(run(astray, "astray", cache, 64).contains("Invalid write"));
  }

  /** What Oclgrind reports of a kernel that gets 64 integers. */
  private static String run(String source, String kernel, Path cache, long at) {
    int size = log().length();
    OpenClDevice target = Devices.find(Required.interpreter());
    try (OpenClRuntime runtime = OpenClRuntime.open(target, module -> source, cache)) {
      DeviceMemory memory = runtime.allocate(4 * 64);
      runtime
          .prepare(
              runtime.kernel(kernel, kernel),
              Grid.of(2, 4),
              List.of(new LaunchArgument.Memory(memory, at)))
          .enqueue();
      runtime.synchronize();
    }
    return log().substring(size);
  }

  private static void unreported(Runnable action) {
    int size = log().length();
    action.run();
    assertEquals("", log().substring(size));
  }

  private static String log() {
    try {
      Path file = Path.of(System.getenv("OCLGRIND_LOG"));
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
