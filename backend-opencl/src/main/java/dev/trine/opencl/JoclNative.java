package dev.trine.opencl;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jocl.LibUtils;

/**
 * JOCL's native library. Left alone, JOCL unpacks it under a fixed name into the folder for
 * temporary files and loads whatever lies there already, half-written by another process or put
 * there by another user. This puts a finished file into a folder of the user's own and has JOCL
 * find that.
 */
final class JoclNative {
  private static final String VERSION = "2_0_6";
  private static final String TEMPORARY_FOLDER = "java.io.tmpdir";

  private JoclNative() {}

  /** Initialises JOCL; link errors are its own. */
  static void load() throws IOException {
    Path folder = unpack(CacheFolder.path());
    String temporary = System.getProperty(TEMPORARY_FOLDER);
    // JOCL can be told its folder by no other way. The JDK keeps its own copy of this property.
    System.setProperty(TEMPORARY_FOLDER, folder.toString());
    try {
      Class.forName("org.jocl.CL");
    } catch (ClassNotFoundException impossible) {
      throw new LinkageError("JOCL is incomplete", impossible);
    } finally {
      System.setProperty(TEMPORARY_FOLDER, temporary);
    }
  }

  /** The folder with the library for this machine. */
  static Path unpack(Path cache) throws IOException {
    String file =
        LibUtils.createLibraryFileName(LibUtils.createPlatformLibraryName("JOCL_" + VERSION));
    byte[] content;
    try (InputStream in = LibUtils.class.getResourceAsStream("/lib/" + file)) {
      if (in == null) {
        throw new UnsatisfiedLinkError("JOCL has no " + file);
      }
      content = in.readAllBytes();
    }
    Path folder = cache.resolve("native").resolve("jocl-" + VERSION);
    try {
      place(folder.resolve(file), content);
    } catch (IOException readOnly) {
      folder = Files.createTempDirectory("trine-jocl");
      folder.toFile().deleteOnExit();
      place(folder.resolve(file), content);
      folder.resolve(file).toFile().deleteOnExit();
    }
    return folder;
  }

  /** A file that is right stays: on Windows one that is in use cannot be replaced. */
  private static void place(Path file, byte[] content) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      AtomicFile.write(file, content);
    }
  }
}
