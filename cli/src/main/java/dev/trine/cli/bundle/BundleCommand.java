package dev.trine.cli.bundle;

import dev.trine.TrineException;
import dev.trine.cli.Version;
import dev.trine.cli.option.OutputFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code trine bundle}. */
@Command(
    name = "bundle",
    description = {
      "Make one file that runs on Linux machines without Java and without a network.",
      "It has a Java runtime of its own, linked from that JDK here which needs the oldest glibc."
    })
public final class BundleCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      required = true,
      converter = OutputFile.class,
      description = "Where the bundle goes, as .tar.gz.")
  private Path file;

  @Override
  public void run() {
    requireLinuxX64();
    FatJar jar = FatJar.running();
    Jdk jdk = InstalledJdks.find().ofOldestGlibc();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        "java   %s in %s: of the JDKs here it needs the oldest glibc%n", jdk.name(), jdk.home());
    out.flush();
    try (TemporaryFolder scratch = new TemporaryFolder(file.toAbsolutePath().getParent())) {
      Path folder = scratch.resolve("trine-%s-linux-x86_64".formatted(Version.number()));
      Bundle bundle = Bundle.assemble(folder, jar, jdk, Version.number());
      Path finished = scratch.resolve("finished");
      TarGz.write(folder, finished);
      Files.move(finished, file, StandardCopyOption.ATOMIC_MOVE);
      report(bundle, out);
    } catch (IOException | UncheckedIOException failure) {
      throw new TrineException("'%s' cannot be made: %s".formatted(file, failure), failure);
    }
  }

  private void report(Bundle bundle, PrintWriter out) throws IOException {
    out.printf(
        "needs  glibc %s with %s; for oneDNN glibc %s and GLIBCXX_%s, else the CPU uses plain Java%n",
        bundle.needs().glibc(),
        bundle.libraries(),
        bundle.oneDnnNeeds().glibc(),
        bundle.oneDnnNeeds().libstdcxx());
    out.printf(Locale.ROOT, "file   %s, %.1f MB%n", file, Files.size(file) / 1e6);
    out.printf("run    tar -xzf %s && %s/trine devices%n", file, bundle.folder().getFileName());
    out.flush();
  }

  private static void requireLinuxX64() {
    String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
    if (!system.equals("Linux on amd64")) {
      throw new TrineException(
          "a bundle is for Linux on x86-64 and is made there, from a JDK there; this is " + system);
    }
  }
}
