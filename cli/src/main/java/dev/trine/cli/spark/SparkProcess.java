package dev.trine.cli.spark;

import dev.trine.TrineException;
import dev.trine.cli.Interruption;
import dev.trine.cli.Launcher;
import dev.trine.cli.Version;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The same command once more, in a JVM that has Spark on its class path.
 *
 * @param spark which it has
 * @param arguments of the command line
 */
public record SparkProcess(SparkRelease spark, String master, List<String> arguments) {
  /** As log4j2.properties of the examples on Spark reads it. */
  private static final List<String> LOG_ALL =
      List.of("-Dtrine.spark.log=info", "-Dtrine.spark.trace=full");

  /** Of the Spark that Trine is built against. */
  public static SparkProcess of(String master, List<String> arguments) {
    return new SparkProcess(SparkRelease.read(), master, arguments);
  }

  /**
   * Runs it to its end.
   *
   * @param progress where it is said what takes time before it starts
   * @return its exit code
   * @throws TrineException if there is no Spark for it
   */
  public int run(PrintWriter progress) throws IOException {
    Checkout checkout = Checkout.ofRunning();
    spark.require(Runtime.version().feature());
    SparkClassPath jars =
        new SparkClassPath(checkout, Version.number(), spark, MavenBuild.program());
    return run(jars.find(progress));
  }

  /** Runs it with such jars. */
  int run(List<Path> classPath) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(classPath)).inheritIO();
    if (Master.isHere(master)) {
      builder.environment().putIfAbsent("SPARK_LOCAL_IP", "127.0.0.1");
    }
    Process process = builder.start();
    try (Interruption interruption = Interruption.by(process::destroy)) {
      return process.waitFor();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new TrineException("interrupted while training on Spark", interrupted);
    }
  }

  private List<String> command(List<Path> classPath) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(spark.jvmOptions());
    if (arguments.contains("--debug")) {
      command.addAll(LOG_ALL);
    }
    command.add("-cp");
    command.add(
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
    command.add(Launcher.class.getName());
    command.addAll(arguments);
    return command;
  }
}
