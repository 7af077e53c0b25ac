package dev.trine.kernels.files;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The native libraries that a Java binding carries in its jar. Left alone, JOCL and JCuda unpack
 * them under fixed names into the folder for temporary files and load whatever lies there already,
 * half-written by another process or put there by another user. This puts finished files into a
 * folder of the user's own and has the binding find those. Where they are files already, since the
 * jar was unpacked to a folder of the class path as in a bundle, they stay where they are.
 *
 * @param name binding and version, which names the folder: {@code jocl-2_0_6}
 * @param binding a class from the binding's jar that loads nothing native itself
 */
public record NativeUnpacker(String name, Class<?> binding) {
  /** The binding's jar has no library for this system and processor. */
  static final class NotForThisMachine extends UnsatisfiedLinkError {
    private static final long serialVersionUID = 1;

    NotForThisMachine(String message) {
      super(message);
    }
  }

  private static final String TEMPORARY_FOLDER = "java.io.tmpdir";

  /**
   * Unpacks libraries of one jar.
   *
   * @param files their names, below {@code /lib} of the jar
   * @return the folder that has them
   * @throws UnsatisfiedLinkError if the jar has none for this machine
   * @throws IOException if no folder takes them, naming each and why
   */
  public Path unpack(Path cache, List<String> files) throws IOException {
    URL first = binding.getClassLoader().getResource(resource(files.get(0)));
    if (first != null && first.getProtocol().equals("file")) {
      Path folder = Path.of(URI.create(first.toString())).getParent();
      for (String file : files) {
        if (!Files.exists(folder.resolve(file))) {
          throw missing(file);
        }
      }
      return folder;
    }
    Path folder = cache.toAbsolutePath().resolve("native").resolve(name);
    try {
      for (String file : files) {
        place(folder.resolve(file), content(file));
      }
      return folder;
    } catch (IOException unwritable) {
      try {
        return unpackForThisProcess(files);
      } catch (IOException likewise) {
        String temporary = System.getProperty(TEMPORARY_FOLDER);
        throw new UnpackException(folder, unwritable, temporary, likewise);
      }
    }
  }

  /** Initialises a class of the binding that loads a library; link errors are its own. */
  public void initialise(Path folder, String className) {
    String temporary = System.getProperty(TEMPORARY_FOLDER);
    // The bindings can be told the folder by no other way. The JDK keeps its own copy of this.
    System.setProperty(TEMPORARY_FOLDER, folder.toString());
    try {
      Class.forName(className, true, binding.getClassLoader());
    } catch (ClassNotFoundException impossible) {
      throw new LinkageError(name + " is incomplete", impossible);
    } finally {
      System.setProperty(TEMPORARY_FOLDER, temporary);
    }
  }

  private Path unpackForThisProcess(List<String> files) throws IOException {
    Path folder = Files.createTempDirectory("trine-" + name);
    folder.toFile().deleteOnExit();
    for (String file : files) {
      place(folder.resolve(file), content(file));
      folder.resolve(file).toFile().deleteOnExit();
    }
    return folder;
  }

  private UnsatisfiedLinkError missing(String file) {
    return new NotForThisMachine(name + " has no " + file);
  }

  private byte[] content(String file) throws IOException {
    try (InputStream in = binding.getClassLoader().getResourceAsStream(resource(file))) {
      if (in == null) {
        throw missing(file);
      }
      return in.readAllBytes();
    }
  }

  /**
   * For a class loader, which looks everywhere: a class in a module would look into that module
   * alone, and JCuda's libraries are in another.
   */
  private static String resource(String file) {
    return "lib/" + file;
  }

  /** A file that is right stays: on Windows one that is in use cannot be replaced. */
  private static void place(Path file, byte[] content) throws IOException {
    if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
      AtomicFile.write(file, content);
    }
  }
}
