package dev.trine.cli.spark;

import dev.trine.TrineException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a JVM finds Spark and the examples on it by. Maven makes it, and it is used from then on,
 * until something that it comes of is newer.
 *
 * @param version of Trine
 */
record SparkClassPath(Checkout checkout, String version, SparkRelease spark, String maven) {
  private static final List<String> MODULES = List.of("spark", "examples-spark");

  /**
   * The jars, that of the command line first.
   *
   * @param progress where it is said what takes time
   * @throws TrineException if they are not here and cannot be made
   */
  List<Path> find(PrintWriter progress) {
    if (!Files.isRegularFile(checkout.jar())) {
      throw new TrineException("there is no %s; ./trine builds it".formatted(checkout.jar()));
    }
    try {
      if (!isCurrent()) {
        buildAlone(progress);
      }
      List<Path> all = new ArrayList<>(List.of(checkout.jar()));
      MODULES.forEach(module -> all.add(jar(module)));
      all.addAll(resolved());
      return all;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** While no other process does. */
  private void buildAlone(PrintWriter progress) throws IOException {
    Path target = checkout.jar().resolveSibling("spark.lock");
    try (FileChannel channel =
        FileChannel.open(target, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.lock();
      if (isCurrent()) {
        return;
      }
      progress.println(
          Files.exists(file())
              ? "building Trine's modules for Spark (sources have changed)..."
              : "resolving Apache Spark %s (about %s MB, once) and building Trine's modules for it..."
                  .formatted(spark.version(), spark.megabytes()));
      progress.flush();
      Path log = checkout.jar().resolveSibling("spark.log");
      new MavenBuild(maven, checkout.root(), log, progress).run("Apache Spark " + spark.version());
    }
  }

  /** What Maven leaves. */
  private Path file() {
    return checkout.module("examples-spark").resolve(Path.of("target", "class-path"));
  }

  private Path jar(String module) {
    String name = "trine-%s-%s.jar".formatted(module, version);
    return checkout.module(module).resolve(Path.of("target", name));
  }

  private List<Path> resolved() throws IOException {
    return Arrays.stream(Files.readString(file()).strip().split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private boolean isCurrent() throws IOException {
    if (!Files.isRegularFile(file())) {
      return false;
    }
    long made = file().toFile().lastModified();
    return isNoneNewer(made)
        && resolved().stream().allMatch(Files::isRegularFile)
        && MODULES.stream().allMatch(module -> Files.isRegularFile(jar(module)));
  }

  /** The command line's jar stands for what Trine's other modules are made of. */
  private boolean isNoneNewer(long made) throws IOException {
    List<Path> sources =
        new ArrayList<>(List.of(checkout.jar(), checkout.root().resolve("pom.xml")));
    for (String module : MODULES) {
      sources.add(checkout.module(module).resolve("pom.xml"));
      try (Stream<Path> below =
          Files.walk(checkout.module(module).resolve(Path.of("src", "main")))) {
        below.forEach(sources::add);
      }
    }
    return sources.stream().allMatch(source -> source.toFile().lastModified() <= made);
  }
}
