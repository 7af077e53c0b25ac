package dev.trine.cpu;

import com.sun.jna.Function;
import com.sun.jna.Library;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;

/**
 * The OpenMP runtime that oneDNN was linked to. JavaCPP does not bind it, but it is loaded, so that
 * JNA can call it. Its number of threads is a property of each thread that calls.
 */
final class OpenMp {
  /** Where it is part of the system rather than of oneDNN's jar: Microsoft's. */
  private static final String OF_THE_SYSTEM = "vcomp140";

  /**
   * On Linux {@code dlopen} with {@code RTLD_LAZY} alone. JNA's default adds {@code RTLD_GLOBAL},
   * after which other libraries of the process, libtorch for one, would bind to this copy of the
   * runtime. The flags mean other things elsewhere.
   */
  private static final Map<String, ?> OPEN_FLAGS =
      Platform.isLinux() ? Map.of(Library.OPTION_OPEN_FLAGS, 1) : Map.of();

  private final Function setThreads;

  private OpenMp(NativeLibrary library) {
    setThreads = library.getFunction("omp_set_num_threads");
  }

  /** Finds it; null if it cannot be found. To be called after oneDNN was loaded. */
  static OpenMp find() {
    Stream<String> unpacked =
        Loader.getLoadedLibraries().values().stream().filter(OpenMp::isOpenMp);
    for (String library : Stream.concat(unpacked, Stream.of(OF_THE_SYSTEM)).toList()) {
      try {
        return new OpenMp(NativeLibrary.getInstance(library, OPEN_FLAGS));
      } catch (UnsatisfiedLinkError notHere) {
        continue;
      }
    }
    return null;
  }

  /** Sets how many threads later calls from the current thread use. */
  void setThreads(int count) {
    setThreads.invokeVoid(new Object[] {count});
  }

  private static boolean isOpenMp(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String name = file.toLowerCase(Locale.ROOT);
    return name.contains("gomp") || name.contains("iomp") || name.startsWith("libomp");
  }
}
