package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.jna.NativeLibrary;
import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The simulated driver in place of NVIDIA's, for test classes that extend their context with this.
 * Built and loaded before any class of JCuda is, with its switches as the environment has them at
 * the start of each test. See {@code src/test/native/README.md}.
 */
final class CudaSimulator implements BeforeAllCallback, AfterEachCallback {
  static final Path SOURCES = Path.of("src", "test", "native").toAbsolutePath();
  static final Path KERNELS =
      Path.of("..", "kernels", "src", "main", "resources", "dev", "trine", "kernels")
          .toAbsolutePath()
          .normalize();
  static final Path SELF_TEST = SOURCES.resolve("selftest");
  static final Path FOLDER = Path.of("target", "simulator").toAbsolutePath();
  private static final List<String> SWITCHES =
      List.of(
          "EXECUTE", "ORDER", "ASYNC", "THREADS", "FAIL", "DEVICES", "CC", "DRIVER", "MEM",
          "RECOVER", "TRACE");

  private static NativeLibrary library;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    reset();
  }

  /** Sets a switch, such as {@code DEVICES} to {@code 0}. */
  static void set(String name, String value) {
    String key = "CUDASIM_" + name;
    int failed = library.getFunction("cudasim_configure").invokeInt(new Object[] {key, value});
    assertEquals(0, failed, () -> "the simulator does not take " + key + "=" + value);
  }

  /** All switches as they were at the start, and no fault in this process. */
  static void reset() {
    recover();
    SWITCHES.forEach(name -> set(name, null));
  }

  /**
   * Has this process forget its faults, which on a real device only its end does, and recover from
   * later ones until the switch {@code RECOVER} is set otherwise. Backends must be closed.
   */
  static void recover() {
    set("RECOVER", "1");
    ProcessFault.forget();
  }

  /** What {@link #calls} takes for the runs of all kernels, generated ones included. */
  static final String EVERY_KERNEL = "every kernel";

  /** How often a function of the driver was called, failures included, or a kernel was run. */
  static long calls(String function) {
    return library.getFunction("cudasim_calls").invokeLong(new Object[] {function});
  }

  /** What the last fault was about. */
  static String lastFault() {
    return library.getFunction("cudasim_last_fault").invokeString(new Object[0], false);
  }

  private static synchronized void start() throws IOException, InterruptedException {
    if (library != null) {
      return;
    }
    requireCompiler();
    Script build = Script.run(Map.of(), SOURCES.resolve("build"), FOLDER, KERNELS, SELF_TEST);
    assertEquals(0, build.status(), () -> "the simulator does not build: " + build.output());
    load();
  }

  /** Leaves the test out where the simulator cannot be built. */
  static void requireCompiler() {
    if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux")) {
      missing("the simulator of the CUDA driver is for Linux");
    }
    if (Stream.of(System.getenv("PATH").split(":"))
        .noneMatch(folder -> Files.isExecutable(Path.of(folder, "g++")))) {
      missing("no g++ here to build the simulator of the CUDA driver");
    }
  }

  /** Loads it as it was built last; for a process that a test starts. */
  static void load() {
    Path file = FOLDER.resolve("libcuda.so.1");
    // JCuda's library finds it by its name from here on.
    System.load(file.toString());
    library = NativeLibrary.getInstance(file.toString());
  }

  private static void missing(String what) {
    Requirement.reportMissing("cuda", what);
    Assumptions.abort(what);
  }
}
