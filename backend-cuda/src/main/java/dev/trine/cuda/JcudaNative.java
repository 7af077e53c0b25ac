package dev.trine.cuda;

import dev.trine.kernels.files.CacheFolder;
import dev.trine.kernels.files.NativeUnpacker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jcuda.LibUtils;

/** JCuda's native libraries, each with the class that loads it. */
enum JcudaNative {
  /** Contains the CUDA runtime, which looks for a driver without needing one. */
  RUNTIME("JCudaRuntime", "jcuda.runtime.JCuda"),
  /** Cannot be loaded where there is no driver. */
  DRIVER("JCudaDriver", "jcuda.driver.JCudaDriver"),
  /** Assembles PTX without a driver. */
  PTX_COMPILER("JNvPTXCompiler", "jcuda.nvptxcompiler.JNvPTXCompiler");

  private static final String VERSION = "12.6.0";
  private static final NativeUnpacker JCUDA =
      new NativeUnpacker("jcuda-" + VERSION, LibUtils.class);

  private final String library;
  private final String loader;

  JcudaNative(String library, String loader) {
    this.library = library;
    this.loader = loader;
  }

  /** Initialises the class that loads it; link errors are its own. */
  void load() throws IOException {
    JCUDA.initialise(unpack(CacheFolder.path()), loader);
  }

  /** The folder with the library for this machine. */
  Path unpack(Path cache) throws IOException {
    String name = LibUtils.createPlatformLibraryName(library + "-" + VERSION);
    return JCUDA.unpack(cache, List.of(LibUtils.createLibraryFileName(name)));
  }
}
