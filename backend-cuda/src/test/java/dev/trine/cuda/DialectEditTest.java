package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.kernels.DeviceKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A fault in the half of the kernel dialect that only CUDA's compiler sees is caught by the
 * catalogue.
 */
@ExtendWith(CudaSimulator.class)
class DialectEditTest {
  private static final String START_OF_CUDA = "#define DIALECT_CUDA 1";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GEMM_COMBINE | #define ITEMS(d) ((i64)GROUPS(d) * LANES(d)) | #define ITEMS(d) ((i64)GROUPS(d))",
        "FILL | #define ITEMS(d) ((i64)GROUPS(d) * LANES(d)) | #define ITEMS(d) ((i64)GROUPS(d) * LANES(d) * 2)",
        "GEMM_64 | #define AS_INT(x) __float_as_int((float)(x)) | #define AS_INT(x) __float2int_rn((float)(x))",
      })
  void isCaught(DeviceKernel kernel, String line, String replacement) throws Exception {
    Path kernels = edited(kernel, line, replacement);
    Path out = folder.resolve("ptx");
    PtxScript.compile(out, kernels);
    assertEquals(List.of(kernel.module() + ".ptx"), PtxScript.names(out));
    String text = Files.readString(out.resolve(kernel.module() + ".ptx"));
    assertTrue(PtxTrial.firstFailure(kernel, new Ptx(kernel.module(), text)).isPresent());
  }

  /** The sources of a kernel, with a line of the CUDA dialect replaced. */
  private Path edited(DeviceKernel kernel, String line, String replacement) throws IOException {
    Path kernels = Files.createDirectory(folder.resolve("kernels"));
    try (Stream<Path> sources = Files.list(PtxScript.KERNELS)) {
      for (Path source : sources.toList()) {
        String name = source.getFileName().toString();
        if (name.endsWith(".h") || name.equals(kernel.module() + ".c")) {
          Files.copy(source, kernels.resolve(name));
        }
      }
    }
    Path prelude = kernels.resolve("prelude.h");
    String text = Files.readString(prelude);
    int start = text.indexOf(line, text.indexOf(START_OF_CUDA));
    assertTrue(start > 0, () -> "the dialect has no line " + line);
    Files.writeString(
        prelude, text.substring(0, start) + replacement + text.substring(start + line.length()));
    return kernels;
  }
}
