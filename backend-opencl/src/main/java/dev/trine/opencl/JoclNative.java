package dev.trine.opencl;

import dev.trine.kernels.files.CacheFolder;
import dev.trine.kernels.files.NativeUnpacker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jocl.LibUtils;

/** JOCL's native library. */
final class JoclNative {
  private static final String VERSION = "2_0_6";
  private static final NativeUnpacker JOCL = new NativeUnpacker("jocl-" + VERSION, LibUtils.class);

  private JoclNative() {}

  /** Initialises JOCL; link errors are its own. */
  static void load() throws IOException {
    JOCL.initialise(unpack(CacheFolder.path()), "org.jocl.CL");
  }

  /** The folder with the library for this machine. */
  static Path unpack(Path cache) throws IOException {
    String library = LibUtils.createPlatformLibraryName("JOCL_" + VERSION);
    return JOCL.unpack(cache, List.of(LibUtils.createLibraryFileName(library)));
  }
}
