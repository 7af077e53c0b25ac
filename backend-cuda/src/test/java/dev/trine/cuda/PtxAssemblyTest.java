package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompileResult;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The PTX through the compiler that is in the driver, for which no GPU is needed. */
class PtxAssemblyTest {
  static Stream<Arguments> modulesOnArchitectures() {
    return PtxTest.modules().stream()
        .flatMap(m -> Stream.of("sm_75", "sm_86", "sm_90").map(a -> Arguments.of(m, a)));
  }

  @BeforeAll
  static void load() throws IOException {
    try {
      JcudaNative.PTX_COMPILER.load();
    } catch (LinkageError notForThisMachine) {
      Assumptions.abort("JCuda has no PTX compiler for this machine");
    }
    JNvPTXCompiler.setExceptionsEnabled(false);
  }

  @ParameterizedTest(name = "{0} for {1}")
  @MethodSource("modulesOnArchitectures")
  void assembles(String module, String architecture) {
    byte[] text = (Ptx.load(module).text() + "\0").getBytes(StandardCharsets.US_ASCII);
    nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
    int code = JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text);
    assertEquals(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS, code);
    try {
      String[] options = {"--gpu-name=" + architecture};
      code = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
      assertEquals(nvPTXCompileResult.NVPTXCOMPILE_SUCCESS, code, () -> errors(compiler));
      long[] size = new long[1];
      JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize(compiler, size);
      assertTrue(size[0] > 0);
    } finally {
      JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
    }
  }

  private static String errors(nvPTXCompilerHandle compiler) {
    long[] size = new long[1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size);
    byte[] log = new byte[Math.toIntExact(size[0]) + 1];
    JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, log);
    return new String(log, StandardCharsets.US_ASCII).strip();
  }
}
