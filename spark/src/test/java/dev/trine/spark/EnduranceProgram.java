package dev.trine.spark;

import static dev.trine.nn.Layers.dense;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.data.Dataset;
import dev.trine.data.Datasets;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.tensor.Shape;
import dev.trine.train.Optimizers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/** Trains for many rounds and prints what is held after some, and after all. */
public final class EnduranceProgram {
  static final int WARM = 80;
  static final int ROUNDS = 200;

  /** Of 1.2 MB, of which many are missed. */
  private static final Network NETWORK =
      Network.of(Shape.of(64), dense(512, Activation.RELU), dense(512), dense(10));

  private static final int BATCH = 4;
  private static final int PARTITIONS = 2;
  private static final long KILO = 1024;

  private EnduranceProgram() {}

  public static void main(String[] arguments) {
    try (JavaSparkContext context = LocalSpark.open();
        Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));
        Model model = NETWORK.initialise(backend, 1)) {
      Dataset digits = Datasets.digits();
      System.out.println(Float.BYTES * model.layout().elements());
      SparkTrainer.of(context, model)
          .backend("cpu")
          .optimizer(Optimizers.sgd(0.05))
          .partitions(PARTITIONS)
          .batch(BATCH)
          .epochs((double) ROUNDS * PARTITIONS * BATCH / digits.size())
          .listener(
              new RoundListener() {
                @Override
                public void onRound(RoundReport report) {
                  if (report.round() == WARM || report.round() == ROUNDS) {
                    print(context);
                  }
                }
              })
          .build()
          .fit(LocalSpark.distributed(context, digits, 3));
      System.out.println(ReplicaPool.waiting() + " " + context.getPersistentRDDs().size());
    }
  }

  /** Replicas, and bytes of the heap, of the process, and of blocks, broadcasts among them. */
  private static void print(JavaSparkContext context) {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    Tuple2<?, ?> memory = context.sc().getExecutorMemoryStatus().head()._2();
    long blocks = (Long) memory._1() - (Long) memory._2();
    System.out.println(
        "%s %s %s %s"
            .formatted(
                ReplicaPool.waiting(),
                runtime.totalMemory() - runtime.freeMemory(),
                residentBytes(),
                blocks));
  }

  private static long residentBytes() {
    try {
      return Files.readAllLines(Path.of("/proc/self/status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> KILO * Long.parseLong(line.replaceAll("\\D", "")))
          .sum();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
