package dev.trine.spark.cluster;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A JVM with this one's class path, which ends when this one does, however that comes about: it
 * halts when nobody holds the other end of its input.
 *
 * @param out what it prints, to be read
 */
record ChildJvm(Process process, BufferedReader out) implements AutoCloseable {
  /** For those that end before the best code would pay. */
  static final List<String> SHORT_LIVED = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /** Workers give executors half of it. */
  private static final long SECONDS_TO_END = 20;

  /**
   * Starts one.
   *
   * @param log to which its errors go
   * @param environment beside this process's own
   * @param options of the JVM
   * @param main the class that it runs, with its arguments
   */
  static ChildJvm start(
      Path log, Map<String, String> environment, List<String> options, String... main)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(JavaModuleOptions.defaultModuleOptions().split(" ")));
    command.addAll(SHORT_LIVED);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
    command.addAll(options);
    command.add(ChildJvm.class.getName());
    command.addAll(List.of(main));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    File errors = log.toFile();
    Process process = builder.redirectError(ProcessBuilder.Redirect.appendTo(errors)).start();
    return new ChildJvm(process, process.inputReader());
  }

  /** What the child runs. */
  public static void main(String[] arguments) throws Throwable {
    Thread watch = new Thread(ChildJvm::haltWithParent, "parent");
    watch.setDaemon(true);
    watch.start();
    String[] others = List.of(arguments).subList(1, arguments.length).toArray(String[]::new);
    try {
      Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) others);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private static void haltWithParent() {
    try {
      while (System.in.read() >= 0) {
        // The parent says nothing.
      }
    } catch (IOException gone) {
      // As good as its end.
    }
    Runtime.getRuntime().halt(1);
  }

  /** Ends it, in good order if it is quick about that. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }
}
