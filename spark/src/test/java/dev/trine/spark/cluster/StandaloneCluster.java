package dev.trine.spark.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.network.util.JavaUtils;
import org.junit.jupiter.api.extension.ExtensionContext;
import scala.util.Properties;

/**
 * A master and two workers, of one processor and one GPU each, all of them JVMs of their own on
 * this machine. Spark comes from the class path of the tests, so no distribution of it is needed.
 */
final class StandaloneCluster implements ExtensionContext.Store.CloseableResource {
  static final String HOST = "127.0.0.1";

  /** Two names of this machine, as Spark does not speculate on the host where a task runs. */
  private static final List<String> HOSTS = List.of(HOST, "localhost");

  /** What the workers are told that their GPUs are called. */
  static final List<String> GPUS = List.of("3", "5");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path folder;
  private final List<ChildJvm> children = new ArrayList<>();
  private final List<ChildJvm> workers = new ArrayList<>();
  private final String address;

  /**
   * @param folder for all that they write
   */
  StandaloneCluster(Path folder) throws IOException {
    this.folder = folder;
    JavaUtils.deleteRecursively(folder.toFile()); // what the last one wrote
    Files.createDirectories(folder.resolve("home").resolve("jars"));
    Files.createDirectories(folder.resolve("tmp"));
    ChildJvm master = start("master", List.of("-Xmx128m"), MasterProgram.class.getName());
    address = master.out().readLine();
    if (address == null) {
      throw new IOException("the master did not start; see " + folder.resolve("master.log"));
    }
    for (int i = 0; i < HOSTS.size(); i++) {
      workers.add(worker(i));
    }
  }

  private ChildJvm worker(int number) throws IOException {
    List<String> options =
        List.of(
            "-Xmx128m",
            "-Dspark.worker.resource.gpu.amount=1",
            "-Dspark.worker.resource.gpu.discoveryScript=" + discovery(GPUS.get(number)));
    return start(
        "worker-" + number,
        options,
        "org.apache.spark.deploy.worker.Worker",
        "--host",
        HOSTS.get(number),
        "--port",
        "0",
        "--webui-port",
        "0",
        "--cores",
        "1",
        "--memory",
        "1g",
        "--work-dir",
        folder.resolve("work").toString(),
        address);
  }

  /** A script that prints what GPU there is, as Spark asks for. */
  private Path discovery(String gpu) throws IOException {
    Path script = folder.resolve("gpu-" + gpu);
    Files.deleteIfExists(script);
    Files.createFile(
        script, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"%s\"]}'\n".formatted(gpu));
    return script;
  }

  /** A JVM that writes nowhere else. */
  ChildJvm start(String name, List<String> options, String... main) throws IOException {
    List<String> all = new ArrayList<>(List.of("-Djava.io.tmpdir=" + folder.resolve("tmp")));
    all.addAll(options);
    ChildJvm child = ChildJvm.start(folder.resolve(name + ".log"), environment(), all, main);
    children.add(child);
    return child;
  }

  /** What is looked for where Spark is installed, without which no executor is started. */
  private Map<String, String> environment() {
    String[] scala = Properties.versionNumberString().split("\\.");
    return Map.of(
        "SPARK_HOME",
        folder.resolve("home").toString(),
        "SPARK_SCALA_VERSION",
        scala[0] + "." + scala[1],
        "SPARK_LOCAL_IP",
        HOST,
        "SPARK_LOCAL_DIRS",
        folder.resolve("tmp").toString());
  }

  /** What a driver says to have both workers; its first job waits for them. */
  SparkConf configuration() {
    return new SparkConf()
        .setMaster(address)
        .setAppName("tests")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.bindAddress", HOST)
        .set("spark.driver.host", HOST)
        .set("spark.local.dir", folder.resolve("tmp").toString())
        .set("spark.cores.max", Integer.toString(HOSTS.size()))
        .set("spark.scheduler.minRegisteredResourcesRatio", "1")
        .set("spark.scheduler.maxRegisteredResourcesWaitingTime", PATIENCE.toSeconds() + "s")
        .set("spark.executor.memory", "512m")
        .set("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .set(
            "spark.executor.extraJavaOptions",
            "%s --enable-native-access=ALL-UNNAMED -Djava.io.tmpdir=%s"
                .formatted(String.join(" ", ChildJvm.SHORT_LIVED), folder.resolve("tmp")));
  }

  /** The process of a worker's executor; there is one while an application runs. */
  ProcessHandle executor(int worker) {
    Optional<ProcessHandle> executor =
        workers.get(worker).process().children().filter(ProcessHandle::isAlive).findFirst();
    return executor.orElseThrow(
        () ->
            new IllegalStateException(
                "Worker %s runs no executor; see %s".formatted(worker, folder)));
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws InterruptedException {
    for (int i = children.size() - 1; i >= 0; i--) {
      children.get(i).close();
    }
  }
}
