package dev.trine.cuda;

import static jcuda.nvptxcompiler.nvPTXCompileResult.NVPTXCOMPILE_SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.conformance.harness.Requirement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import jcuda.nvptxcompiler.JNvPTXCompiler;
import jcuda.nvptxcompiler.nvPTXCompilerHandle;
import org.junit.jupiter.api.Assumptions;

/** The assembler that is in NVIDIA's driver, as a library that needs no GPU. */
final class PtxAssembler {
  private PtxAssembler() {}

  /** Leaves the test out where JCuda has none for this machine. */
  static void load() throws IOException {
    try {
      JcudaNative.PTX_COMPILER.load();
    } catch (LinkageError notForThisMachine) {
      String missing = "JCuda has no PTX compiler for this machine: " + notForThisMachine;
      Requirement.reportMissing("cuda", missing);
      Assumptions.abort(missing);
    }
    JNvPTXCompiler.setExceptionsEnabled(false);
  }

  /**
   * What the kernels of a module take on GPUs of an architecture.
   *
   * @throws AssertionError if it does not assemble
   */
  static Map<String, KernelUse> assemble(Ptx ptx, String architecture) {
    return compiled(ptx, architecture, compiler -> KernelUse.parse(report(compiler)));
  }

  /** A module as an ELF file for GPUs of an architecture. */
  static byte[] program(Ptx ptx, String architecture) {
    return compiled(ptx, architecture, PtxAssembler::program);
  }

  private static <T> T compiled(
      Ptx ptx, String architecture, Function<nvPTXCompilerHandle, T> answer) {
    byte[] text = (ptx.text() + "\0").getBytes(StandardCharsets.US_ASCII);
    nvPTXCompilerHandle compiler = new nvPTXCompilerHandle();
    int code = JNvPTXCompiler.nvPTXCompilerCreate(compiler, text.length, text);
    assertEquals(NVPTXCOMPILE_SUCCESS, code);
    try {
      String[] options = {"--gpu-name=" + architecture, "--verbose"};
      code = JNvPTXCompiler.nvPTXCompilerCompile(compiler, options.length, options);
      assertEquals(NVPTXCOMPILE_SUCCESS, code, () -> errors(compiler));
      return answer.apply(compiler);
    } finally {
      JNvPTXCompiler.nvPTXCompilerDestroy(compiler);
    }
  }

  private static byte[] program(nvPTXCompilerHandle compiler) {
    long[] bytes = new long[1];
    int code = JNvPTXCompiler.nvPTXCompilerGetCompiledProgramSize(compiler, bytes);
    assertEquals(NVPTXCOMPILE_SUCCESS, code);
    byte[] program = new byte[Math.toIntExact(bytes[0])];
    code = JNvPTXCompiler.nvPTXCompilerGetCompiledProgram(compiler, program);
    assertEquals(NVPTXCOMPILE_SUCCESS, code);
    return program;
  }

  private static String report(nvPTXCompilerHandle compiler) {
    return log(
        size -> JNvPTXCompiler.nvPTXCompilerGetInfoLogSize(compiler, size),
        text -> JNvPTXCompiler.nvPTXCompilerGetInfoLog(compiler, text));
  }

  private static String errors(nvPTXCompilerHandle compiler) {
    return log(
        size -> JNvPTXCompiler.nvPTXCompilerGetErrorLogSize(compiler, size),
        text -> JNvPTXCompiler.nvPTXCompilerGetErrorLog(compiler, text));
  }

  private static String log(ToIntFunction<long[]> size, ToIntFunction<byte[]> text) {
    long[] bytes = new long[1];
    assertEquals(NVPTXCOMPILE_SUCCESS, size.applyAsInt(bytes));
    byte[] log = new byte[Math.toIntExact(bytes[0]) + 1];
    assertEquals(NVPTXCOMPILE_SUCCESS, text.applyAsInt(log));
    return new String(log, StandardCharsets.US_ASCII).replace("\0", "").strip();
  }
}
