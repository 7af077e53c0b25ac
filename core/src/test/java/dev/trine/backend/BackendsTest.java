package dev.trine.backend;

import static dev.trine.backend.Device.Kind.CPU;
import static dev.trine.backend.Device.Kind.DISCRETE_GPU;
import static dev.trine.backend.Device.Kind.INTEGRATED_GPU;
import static dev.trine.backend.Device.Kind.OTHER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.InterceptedBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which backend is chosen, of providers that a test makes up. */
class BackendsTest {
  private static final Logger LOG = Logger.getLogger(Backends.class.getName());

  @TempDir Path classPath;

  private final ClassLoader original = Thread.currentThread().getContextClassLoader();
  private final List<LogRecord> logged = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord entry) {
          logged.add(entry);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void begin() throws IOException {
    FakeProvider.clear();
    providers(
        FakeProvider.Cpu.class.getName(),
        FakeProvider.OpenCl.class.getName(),
        FakeProvider.Cuda.class.getName());
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void end() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
    Thread.currentThread().setContextClassLoader(original);
    System.clearProperty(Backends.PROPERTY);
    List.copyOf(FakeProvider.open()).forEach(Backend::close);
  }

  private void providers(String... classes) throws IOException {
    FakeProvider.onClassPath(classPath, classes);
  }

  private static String chosen(String choice) {
    try (Backend backend = Backends.open(choice, BackendOptions.defaults())) {
      return backend.device().selector();
    }
  }

  private String line() {
    return logged.get(logged.size() - 1).getMessage();
  }

  private static void unavailable(String choice, String... parts) {
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> chosen(choice));
    for (String part : parts) {
      assertTrue(failure.getMessage().contains(part), failure.getMessage());
    }
    assertTrue(FakeProvider.open().isEmpty());
  }

  private static void everyDevice() {
    FakeProvider.device("cpu", "Host", CPU);
    FakeProvider.device("opencl", "Host by PoCL", CPU);
    FakeProvider.device("opencl", "Iris", INTEGRATED_GPU);
    FakeProvider.device("opencl", "Radeon RX", DISCRETE_GPU);
    FakeProvider.device("cuda", "GeForce", DISCRETE_GPU);
    FakeProvider.device("cuda", "Quadro", DISCRETE_GPU);
  }

  @Test
  void automaticChoiceTakesCudaFirst() {
    everyDevice();
    assertEquals("cuda:0", chosen("auto"));
    assertEquals("using cuda:0 (GeForce)", line());
  }

  @Test
  void automaticChoiceTakesDiscreteBeforeIntegratedGpus() {
    FakeProvider.device("cpu", "Host", CPU);
    FakeProvider.device("opencl", "Iris", INTEGRATED_GPU);
    FakeProvider.device("opencl", "Radeon RX", DISCRETE_GPU);
    FakeProvider.unavailable("cuda", "there is no driver", "install one");
    assertEquals("opencl:1", chosen("auto"));
    assertEquals(
        "using opencl:1 (Radeon RX); passed over: cuda: there is no driver (install one)", line());
  }

  @Test
  void automaticChoiceLeavesOtherDevicesThanGpusToTheCpuBackend() {
    FakeProvider.device("cpu", "Host", CPU);
    FakeProvider.device("opencl", "Host by PoCL", CPU);
    FakeProvider.device("opencl", "Array", OTHER);
    assertEquals("cpu:0", chosen("auto"));
    assertEquals(
        "using cpu:0 (Host); passed over: cuda: there is none; opencl:0: Host by PoCL is no GPU"
            + " (-Dtrine.backend=opencl:0 takes it all the same); opencl:1: Array is no GPU"
            + " (-Dtrine.backend=opencl:1 takes it all the same)",
        line());
  }

  @Test
  void gpuIsAnyGpuOrNothing() {
    FakeProvider.device("cpu", "Host", CPU);
    FakeProvider.device("opencl", "Iris", INTEGRATED_GPU);
    assertEquals("opencl:0", chosen("gpu"));
    FakeProvider.clear();
    FakeProvider.device("cpu", "Host", CPU);
    unavailable("gpu", "No backend fits 'gpu'", "cuda: there is none", "cpu:0: Host is no GPU");
  }

  @Test
  void aNameChoosesABackendAndANumberOrPartOfANameADevice() {
    everyDevice();
    assertEquals("cpu:0", chosen("cpu"));
    assertEquals("cuda:1", chosen("cuda:1"));
    assertEquals("opencl:2", chosen("opencl"));
    assertEquals("opencl:0", chosen("opencl:0"));
    assertEquals("opencl:1", chosen("opencl:iris"));
    assertEquals("opencl:2", chosen(" OpenCL:Radeon "));
    assertEquals("cuda:1", chosen("cuda:quad"));
  }

  @Test
  void aPartOfItsUuidTellsADeviceFromOthersOfItsName() {
    FakeProvider.device("cuda", "H200", "GPU-8f6d1c1e-04a2", DISCRETE_GPU);
    FakeProvider.device("cuda", "H200", "GPU-1b3c5d7e-99f0", DISCRETE_GPU);
    assertEquals("cuda:0", chosen("cuda:h200"));
    assertEquals("cuda:1", chosen("cuda:GPU-1b3c5d7e-99f0"));
    assertEquals("cuda:1", chosen("cuda:1b3c5d7e"));
    unavailable("cuda:GPU-77777777", "cuda:1: H200 is not 'gpu-77777777'");
  }

  @Test
  void aNamedChoiceIsStrict() {
    everyDevice();
    unavailable("cuda:7", "No backend fits 'cuda:7'", "cuda:0: GeForce is not '7'");
    unavailable("opencl:voodoo", "opencl:1: Iris is not 'voodoo'");
    FakeProvider.clear();
    FakeProvider.device("cpu", "Host", CPU);
    FakeProvider.unavailable("cuda", "there is no driver", "install one");
    unavailable("cuda", "there is no driver (install one)");
    unavailable("cuda:0", "there is no driver (install one)");
  }

  @Test
  void anUnknownNameIsAnArgumentErrorThatListsTheKnown() {
    for (String choice : List.of("tpu", "tpu:0", "", ":1", "cuda:")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> chosen(choice)).getMessage();
      assertTrue(message.contains("auto, gpu, cuda, opencl, cpu"), message);
    }
  }

  @Test
  void aBackendWhoseJarIsMissingIsSaidToBeMissing() throws IOException {
    providers(FakeProvider.Cpu.class.getName());
    FakeProvider.device("cpu", "Host", CPU);
    unavailable("cuda", "add dev.trine:trine-backend-cuda");
    assertEquals("cpu:0", chosen("auto"));
  }

  @Test
  void noProviderAtAllIsSaidSo() throws IOException {
    providers();
    unavailable("auto", "no such backend is on the class path");
  }

  @Test
  void aDeviceThatComputesWronglyIsPassedOver() {
    everyDevice();
    FakeProvider.opensAs(
        "cuda:0", () -> FakeProvider.named(FakeProvider.device("cuda:0"), multipliesWrongly()));
    assertEquals("cuda:1", chosen("auto"));
    assertTrue(line().contains("cuda:0: cuda:0 (GeForce) computes wrong results"), line());
    unavailable("cuda:0", "computes wrong results");
    assertTrue(FakeProvider.open().isEmpty());
  }

  private static Backend multipliesWrongly() {
    return InterceptedBackend.with(
        (reference, op) -> {
          if (op.name().equals("matmul")) {
            InterceptedBackend.map(reference, op.last(), x -> 1.5 * x);
          }
        });
  }

  @Test
  void aDeviceThatFailsInAnyWayIsPassedOver() {
    everyDevice();
    UnsatisfiedLinkError missing = new UnsatisfiedLinkError("no library");
    FakeProvider.opensAs(
        "cuda:0",
        () -> {
          throw missing;
        });
    FakeProvider.opensAs(
        "cuda:1",
        () -> {
          throw new IllegalStateException("odd");
        });
    assertEquals("opencl:2", chosen("auto"));
    assertTrue(line().contains("UnsatisfiedLinkError: no library"), line());
    assertTrue(line().contains("IllegalStateException: odd"), line());
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> chosen("cuda:0"));
    assertSame(missing, failure.getSuppressed()[0]);
  }

  @Test
  void aProviderThatCannotBeLoadedHidesNoOther() throws IOException {
    providers("no.such.Provider", FakeProvider.Cpu.class.getName(), "another.Missing");
    FakeProvider.device("cpu", "Host", CPU);
    assertEquals("cpu:0", chosen("auto"));
    assertTrue(logged.stream().anyMatch(entry -> entry.getThrown() != null), () -> logged + "");
  }

  @Test
  void thePropertyIsTheChoiceWhereNoneIsNamed() {
    everyDevice();
    System.setProperty(Backends.PROPERTY, "cuda:1");
    assertEquals("cuda:1", Backends.configuredChoice());
    try (Backend backend = Backends.open()) {
      assertEquals("cuda:1", backend.device().selector());
    }
    System.setProperty(Backends.PROPERTY, " ");
    assertEquals(
        System.getenv().getOrDefault(Backends.VARIABLE, "auto"), Backends.configuredChoice());
  }

  @Test
  void candidatesAreListedInTheOrderOfPreference() {
    everyDevice();
    assertEquals(
        List.of("cuda:0", "cuda:1", "opencl:2", "opencl:1", "opencl:0", "cpu:0"),
        Backends.candidates().stream().map(Candidate::selector).toList());
  }
}
