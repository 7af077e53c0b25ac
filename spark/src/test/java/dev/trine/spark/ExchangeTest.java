package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;

class ExchangeTest {
  private static final int PARTITIONS = 5;
  private static final int NUMBERS = 1003;

  private static Contribution contribution(int partition) {
    Random random = new Random(partition);
    float[] sum = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      sum[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(7)));
    }
    return new Contribution(partition, "host " + partition, partition, null, sum);
  }

  /** ((0 + 1) + (2 + 3)) + 4, by hand. */
  private static float[] expected() {
    float[][] all =
        IntStream.range(0, PARTITIONS).mapToObj(i -> contribution(i).sum()).toArray(float[][]::new);
    float[] sum = new float[NUMBERS];
    for (int i = 0; i < NUMBERS; i++) {
      sum[i] = ((all[0][i] + all[1][i]) + (all[2][i] + all[3][i])) + all[4][i];
    }
    return sum;
  }

  @Test
  void bothWaysGiveTheBitsOfAdjacentPairs() {
    try (JavaSparkContext context = LocalSpark.open()) {
      List<Integer> partitions = new ArrayList<>(IntStream.range(0, PARTITIONS).boxed().toList());
      JavaRDD<Contribution> contributions =
          context.parallelize(partitions, PARTITIONS).map(ExchangeTest::contribution);
      for (Exchange exchange : List.of(new Collecting(), new Scattering(3), new Scattering(8))) {
        Exchange.Gathered gathered = exchange.gather(contributions);
        assertArrayEquals(expected(), gathered.sum(), exchange + "");
        for (int i = 0; i < PARTITIONS; i++) {
          assertEquals(i, gathered.parts().get(i).partition());
          assertEquals("host " + i, gathered.parts().get(i).host());
          assertNull(gathered.parts().get(i).sum(), "the sums are not kept twice");
        }
      }
    }
  }

  @Test
  void whatTheDriverHasRoomForIsCollected() {
    SparkConf configuration = new SparkConf(false).set("spark.driver.maxResultSize", "4m");
    int quarter = (1 << 20) / Float.BYTES;
    assertInstanceOf(Collecting.class, Exchange.of(configuration, 4, quarter / 4));
    assertInstanceOf(Scattering.class, Exchange.of(configuration, 4, quarter / 4 + 1));
    SparkConf unlimited = new SparkConf(false).set("spark.driver.maxResultSize", "0");
    assertInstanceOf(Collecting.class, Exchange.of(unlimited, 32, 1L << 40));
  }
}
