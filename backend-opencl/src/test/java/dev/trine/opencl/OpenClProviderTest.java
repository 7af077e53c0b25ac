package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Candidate;
import dev.trine.conformance.harness.ForkedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("every-java")
class OpenClProviderTest {
  private static final String ALLOWED = "--enable-native-access=ALL-UNNAMED";

  @TempDir Path folder;

  @Test
  void isRegistered() {
    assertTrue(
        ServiceLoader.load(BackendProvider.class).stream()
            .anyMatch(provider -> provider.type() == OpenClProvider.class));
  }

  @Test
  void tellsWhatIsMissing() {
    OpenClProvider provider = new OpenClProvider(() -> IcdLoader.loadFirst(List.of()));
    List<Candidate> candidates = provider.candidates(true);
    assertEquals(1, candidates.size());
    assertEquals("there is no OpenCL loader (libOpenCL.so.1)", candidates.get(0).unavailable());
    assertTrue(candidates.get(0).remedy().contains("install"));
    assertThrows(
        BackendUnavailableException.class, () -> provider.open(0, BackendOptions.defaults()));
  }

  @Test
  void survivesWhateverFails() {
    OpenClProvider provider =
        new OpenClProvider(
            () -> {
              throw new NoClassDefFoundError("org/jocl/CL");
            });
    assertTrue(provider.candidates(false).get(0).unavailable().contains("org/jocl/CL"));
  }

  @Test
  void namesTheDevicesThereAre() {
    Required.devices();
    BackendUnavailableException failure =
        assertThrows(
            BackendUnavailableException.class,
            () -> new OpenClProvider().open(99, BackendOptions.defaults()));
    assertTrue(failure.getMessage().startsWith("There is no opencl:99"), failure.getMessage());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aLoaderThatDoesNotLoadIsReportedQuietly() throws Exception {
    Files.writeString(folder.resolve("libOpenCL.so.1"), "not a library");
    ForkedJvm.Result result = list(Map.of("LD_LIBRARY_PATH", folder.toString()), "named");
    // The system's own loader, if there is one, is the next place to look.
    if (Files.exists(Path.of("/etc/ld.so.cache"))
        && !IcdLoader.inLinkerCache(Path.of("/etc/ld.so.cache")).isEmpty()) {
      assertTrue(result.out().contains("device=opencl:0"), result.toString());
    } else {
      assertTrue(result.out().contains("does not load"), result.toString());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void noPlatformIsNoDevice() throws Exception {
    Required.devices();
    ForkedJvm.Result result = list(Map.of("OCL_ICD_VENDORS", folder.toString()), "named");
    assertTrue(result.out().contains("no OpenCL driver is installed"), result.toString());
    assertEquals("", result.err());
    assertEquals(1, result.out().lines().count());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void withoutSignalChainingPoclIsPassedOverUnlessNamed() throws Exception {
    boolean pocl =
        Required.devices().stream().anyMatch(c -> c.device().driver().startsWith("Portable"));
    Assumptions.assumeTrue(pocl, "PoCL is not installed");
    Map<String, String> bare = new HashMap<>();
    bare.put("LD_PRELOAD", null);
    ForkedJvm.Result passedOver = list(bare, "auto");
    assertTrue(
        passedOver.out().contains("'Portable Computing Language' would replace"),
        passedOver.toString());
    assertTrue(passedOver.out().contains("LD_PRELOAD="), passedOver.toString());
    assertEquals("", passedOver.err());

    ForkedJvm.Result named = list(bare, "named");
    assertTrue(named.out().contains("unavailable=null"), named.toString());
    assertTrue(named.err().contains("WARNING"), named.toString());
    assertTrue(named.err().contains("LD_PRELOAD="), named.toString());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whereNothingCanBeUnpackedItSaysWhereAndWhy() throws Exception {
    Required.devices();
    // Exists, so that the JVM itself is silent, but takes no files, not even from root.
    Map<String, String> noCache = Map.of("XDG_CACHE_HOME", "/proc/cache");
    ForkedJvm.Result result = list(noCache, "named", ALLOWED, "-Djava.io.tmpdir=/proc");
    assertTrue(
        result.out().contains("JOCL's native library cannot be unpacked to /proc/cache/trine"),
        result.toString());
    assertTrue(result.out().contains("nor to /proc ("), result.toString());
    assertTrue(result.out().contains("set XDG_CACHE_HOME or -Djava.io.tmpdir"), result.toString());
    assertEquals("", result.err());
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @EnabledForJreRange(min = JRE.JAVA_24)
  void whereJavaRefusesNativeCodeItNamesTheOption() throws Exception {
    Required.devices();
    ForkedJvm.Result result = list(Map.of(), "named", "--illegal-native-access=deny");
    assertTrue(result.out().contains("--enable-native-access=ALL-UNNAMED"), result.toString());
    assertEquals("", result.err());
  }

  private ForkedJvm.Result list(Map<String, String> environment, String how)
      throws IOException, InterruptedException {
    return list(environment, how, ALLOWED);
  }

  private ForkedJvm.Result list(Map<String, String> environment, String how, String... options)
      throws IOException, InterruptedException {
    Map<String, String> changes = new HashMap<>(environment);
    // libjsig has the JVM print a warning.
    changes.put("LD_PRELOAD", null);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    ForkedJvm.Result result =
        ForkedJvm.start(folder, changes, all, ListCandidates.class, how).await();
    assertEquals(0, result.status(), result.toString());
    return result;
  }
}
