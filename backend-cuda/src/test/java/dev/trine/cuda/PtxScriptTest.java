package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Compiles the PTX anew, where the compiler is. */
@DisabledOnOs(OS.WINDOWS) // The script is one of bash.
class PtxScriptTest {
  private static final Path COMMITTED = Path.of("src/main/resources/dev/trine/cuda");

  @TempDir Path folder;

  @Test
  void makesWhatIsCommitted() throws Exception {
    Path out = folder.resolve("ptx");
    PtxScript.compile(out);
    assertEquals(PtxScript.names(COMMITTED), PtxScript.names(out));
    for (String name : PtxScript.names(out)) {
      String made = Files.readString(out.resolve(name));
      String committed = Files.readString(COMMITTED.resolve(name));
      assertEquals(made, committed, () -> name + " is out of date: run backend-cuda/ptx");
    }
  }

  @Test
  void takesKernelsFromAnotherFolder() throws Exception {
    Path kernels = Files.createDirectory(folder.resolve("kernels"));
    for (String header : List.of("prelude.h", "quad.h")) {
      Files.copy(PtxScript.KERNELS.resolve(header), kernels.resolve(header));
    }
    String fill =
        Files.readString(PtxScript.KERNELS.resolve("data.c")).replace("fill(", "fill_all(");
    Files.writeString(kernels.resolve("other.c"), fill);
    Path out = folder.resolve("ptx");
    PtxScript.compile(out, kernels);
    assertEquals(List.of("other.ptx"), PtxScript.names(out));
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
    Script script = Script.run(Map.of("PATH", path), PtxScript.FILE, out);
    assertEquals(PtxScript.NO_COMPILER, script.status(), script.output());
    assertTrue(script.output().contains("nvcc, release 13.0, V13.0.88"), script.output());
    assertTrue(script.output().contains("here is release 1.2, V1.2.3"), script.output());
    assertTrue(Files.notExists(out));
  }
}
