package dev.trine.cli.bundle;

import dev.trine.TrineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A folder with all that a Linux machine needs to run Trine:
 *
 * <pre>
 * trine         the launcher
 * README.txt    how to run it, and what it needs
 * LICENSE, NOTICE
 * lib/          trine.jar, the classes; launch.sh, a part of the launcher
 * lib/natives/  native libraries, as files, so that nothing has to be unpacked at run time
 * lib/onednn/   oneDNN and its bindings, which need a newer system than all the rest
 * runtime/      Java
 * </pre>
 *
 * @param needs what all but oneDNN needs of the system
 * @param oneDnnNeeds what oneDNN needs; where it is not met, the CPU works in plain Java
 */
record Bundle(Path folder, NativeNeeds needs, NativeNeeds oneDnnNeeds) {
  private static final String ONEDNN = "org/bytedeco/";
  private static final String CUDA_DRIVER = "libcuda.so.1";

  /** Fills a new folder. */
  static Bundle assemble(Path folder, FatJar jar, Jdk jdk, String version) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    Path natives = lib.resolve("natives");
    Path oneDnn = lib.resolve("onednn");
    Path runtime = folder.resolve("runtime");
    jar.writeNatives(natives, name -> !name.startsWith(ONEDNN));
    jar.writeNatives(oneDnn, name -> name.startsWith(ONEDNN));
    jar.writeClasses(lib.resolve("trine.jar"), List.of("natives/", "onednn/"));
    jdk.link(runtime);
    Bundle bundle = new Bundle(folder, NativeNeeds.of(runtime, natives), NativeNeeds.of(oneDnn));
    Files.writeString(lib.resolve("launch.sh"), resource("launch.sh"));
    Files.writeString(folder.resolve("LICENSE"), resource("LICENSE"));
    Files.writeString(folder.resolve("NOTICE"), resource("NOTICE"));
    Files.writeString(folder.resolve("README.txt"), bundle.readme(jdk, version));
    Path launcher = Files.writeString(folder.resolve("trine"), resource("trine"));
    if (!launcher.toFile().setExecutable(true)) {
      throw new TrineException("%s cannot be made executable".formatted(launcher));
    }
    return bundle;
  }

  /** Libraries of the system besides glibc's, without which nothing works. */
  String libraries() {
    return needs.libraries().stream()
        .filter(library -> !library.equals(CUDA_DRIVER))
        .collect(Collectors.joining(", "));
  }

  private String readme(Jdk jdk, String version) throws IOException {
    return resource("README.txt")
        .replace("{version}", version)
        .replace("{jdk}", jdk.name())
        .replace("{glibc}", needs.glibc().toString())
        .replace("{libraries}", libraries())
        .replace("{onednn-glibc}", oneDnnNeeds.glibc().toString())
        .replace("{onednn-libstdc++}", oneDnnNeeds.libstdcxx().toString());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Bundle.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
