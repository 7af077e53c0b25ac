package dev.trine.spark;

import dev.trine.train.GradientSum;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;

/**
 * How what the partitions come to is added up: in adjacent pairs of partitions, level by level, as
 * {@link GradientSum} says, however it travels. So both ways give the same bits.
 */
interface Exchange {
  /**
   * What all partitions come to.
   *
   * @param parts in the order of the partitions, without their sums
   * @param sum of all; of no meaning if a part has a fault
   */
  record Gathered(List<Contribution> parts, float[] sum) {}

  /** Computes the contributions, one a partition, and adds them up. */
  Gathered gather(JavaRDD<Contribution> contributions);

  /**
   * The way for so many numbers of so many partitions: all to the driver, where that has room for
   * them, else by a shuffle, after which it gets the sum alone.
   */
  static Exchange of(SparkConf configuration, int partitions, long numbers) {
    long most = configuration.getSizeAsBytes("spark.driver.maxResultSize", "1g");
    long bytes = Float.BYTES * numbers * partitions;
    boolean hasRoom = most <= 0 || bytes <= most / 4;
    return hasRoom ? new Collecting() : new Scattering(partitions);
  }
}
