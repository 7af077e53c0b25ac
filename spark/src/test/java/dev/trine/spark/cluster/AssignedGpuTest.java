package dev.trine.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GPUs that Spark's workers have and tasks are given. */
@ClusterTest
class AssignedGpuTest {
  @TempDir private Path opened;

  @Test
  void eachTaskComputesOnItsOwn(StandaloneCluster cluster) throws Exception {
    float[] weights = run(cluster.configuration().setMaster("local[2]"));
    SparkConf configuration = cluster.configuration();
    String options = configuration.get("spark.executor.extraJavaOptions");
    configuration
        .set("spark.executor.resource.gpu.amount", "1")
        .set("spark.task.resource.gpu.amount", "1")
        .set(
            "spark.executor.extraJavaOptions",
            "%s -D%s=%s".formatted(options, NumberedGpus.PROPERTY, opened));
    assertArrayEquals(weights, run(configuration));
    try (Stream<Path> files = Files.list(opened)) {
      List<String> gpus =
          files.map(file -> file.getFileName().toString().split(" ")[0]).sorted().toList();
      assertEquals(StandaloneCluster.GPUS, gpus);
    }
  }

  private static float[] run(SparkConf configuration) {
    try (JavaSparkContext context = new JavaSparkContext(configuration)) {
      return Training.SYNCHRONOUS.run(context, trainer -> trainer);
    }
  }
}
