package dev.trine.spark.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A driver that is killed, and an application that is started again. */
@ClusterTest
class LostDriverTest {
  private static final int LAST_ROUND = 5;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource
  void changesNoBit(Training training, StandaloneCluster cluster) throws Exception {
    float[] expected;
    SparkConf oneProcess = cluster.configuration().setMaster("local[2]");
    try (JavaSparkContext context = new JavaSparkContext(oneProcess)) {
      expected = training.run(context, trainer -> trainer);
    }
    try (ChildJvm first = start(cluster, training)) {
      List<Integer> rounds = new ArrayList<>();
      while (rounds.size() < LAST_ROUND) {
        rounds.add(round(cluster, first));
      }
      first.process().destroyForcibly().waitFor();
      assertEquals(List.of(1, 2, 3, 4, 5), rounds);
    }
    try (ChildJvm second = start(cluster, training)) {
      int from = round(cluster, second);
      assertEquals(1, from % TrainingProgram.ROUNDS_OF_CHECKPOINT, "no checkpoint before " + from);
      assertTrue(from > 1 && from < Training.ROUNDS, () -> "goes on with round " + from);
      while (second.out().readLine() != null) {
        // To the end.
      }
      assertEquals(0, second.process().waitFor());
    }
    assertArrayEquals(expected, weights());
    try (var files = Files.list(checkpoint().getParent())) {
      assertEquals(List.of(checkpoint()), files.filter(file -> !isChecksum(file)).toList());
    }
  }

  private ChildJvm start(StandaloneCluster cluster, Training training) throws IOException {
    List<String> options = new ArrayList<>(List.of("-Xmx512m"));
    Arrays.stream(cluster.configuration().getAll())
        .forEach(setting -> options.add("-D%s=%s".formatted(setting._1(), setting._2())));
    return cluster.start(
        "driver",
        options,
        TrainingProgram.class.getName(),
        training.name(),
        checkpoint().toUri().toString(),
        folder.resolve("weights").toString());
  }

  private Path checkpoint() throws IOException {
    return Files.createDirectories(folder.resolve("checkpoints")).resolve("digits");
  }

  /** Hadoop's own, beside each file. */
  private static boolean isChecksum(Path file) {
    return file.getFileName().toString().endsWith(".crc");
  }

  private static int round(StandaloneCluster cluster, ChildJvm driver) throws IOException {
    String line = driver.out().readLine();
    if (line == null) {
      throw new AssertionError("the driver ended; see its log in " + cluster.folder());
    }
    return Integer.parseInt(line);
  }

  private float[] weights() throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("weights")));
    float[] weights = new float[bytes.remaining() / Float.BYTES];
    bytes.asFloatBuffer().get(weights);
    return weights;
  }
}
