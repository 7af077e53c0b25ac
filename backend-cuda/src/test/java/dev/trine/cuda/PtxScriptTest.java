package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.conformance.harness.Requirement;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the PTX anew, where the compiler is. */
@DisabledOnOs(OS.WINDOWS) // The script is one of bash.
class PtxScriptTest {
  private static final Path SCRIPT = Path.of("ptx");
  private static final Path COMMITTED = Path.of("src/main/resources/dev/trine/cuda");
  private static final Path KERNELS = Path.of("../kernels/src/main/resources/dev/trine/kernels");

  /** The script's, where the compiler is not here or another release of it. */
  private static final int NO_COMPILER = 3;

  @TempDir Path folder;

  @Test
  void makesWhatIsCommitted() throws Exception {
    Path out = folder.resolve("ptx");
    compile(out);
    assertEquals(names(COMMITTED), names(out));
    for (String name : names(out)) {
      String made = Files.readString(out.resolve(name));
      String committed = Files.readString(COMMITTED.resolve(name));
      assertEquals(made, committed, () -> name + " is out of date: run backend-cuda/ptx");
    }
  }

  @Test
  void takesKernelsFromAnotherFolder() throws Exception {
    Path kernels = Files.createDirectory(folder.resolve("kernels"));
    Files.copy(KERNELS.resolve("prelude.h"), kernels.resolve("prelude.h"));
    String fill = Files.readString(KERNELS.resolve("data.c")).replace("fill(", "fill_all(");
    Files.writeString(kernels.resolve("other.c"), fill);
    Path out = folder.resolve("ptx");
    compile(out, kernels);
    assertEquals(List.of("other.ptx"), names(out));
    String made = Files.readString(out.resolve("other.ptx"));
    assertTrue(new Ptx("other", made).entries().containsKey("fill_all"), made);
  }

  @Test
  void refusesAnotherReleaseOfTheCompiler() throws Exception {
    Path nvcc = folder.resolve("nvcc");
    Files.writeString(nvcc, "#!/bin/sh\necho 'Cuda compilation tools, release 1.2, V1.2.3'\n");
    assertTrue(nvcc.toFile().setExecutable(true));
    String path = folder + File.pathSeparator + System.getenv("PATH");
    Path out = folder.resolve("ptx");
    Script script = Script.run(Map.of("PATH", path), SCRIPT, out);
    assertEquals(NO_COMPILER, script.status(), script.output());
    assertTrue(script.output().contains("nvcc, release 13.0, V13.0.88"), script.output());
    assertTrue(script.output().contains("here is release 1.2, V1.2.3"), script.output());
    assertTrue(Files.notExists(out));
  }

  private static void compile(Path... arguments) throws IOException, InterruptedException {
    Script script = Script.run(Map.of(), SCRIPT, arguments);
    if (script.status() == NO_COMPILER) {
      Requirement.reportMissing("nvcc", script.output().strip());
      Assumptions.abort(script.output());
    }
    script.orThrow();
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
