package dev.trine.spark;

import dev.trine.data.Field;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * The examples of a set, gathered by partition and kept on the cluster until they are closed.
 *
 * @param sizes how many examples each partition has
 */
record Shards(JavaRDD<Shard> rdd, List<Field> fields, int[] sizes) implements AutoCloseable {
  /**
   * Gathers the examples of a set.
   *
   * @throws IllegalArgumentException if a partition is empty
   */
  static Shards of(SparkDataset dataset, Dealing dealing) {
    JavaRDD<Example> dealt =
        dealing.equals(Dealing.NONE)
            ? dataset.examples()
            : dealt(dataset.examples(), dealing.count(dataset));
    List<Field> fields = dataset.fields();
    JavaRDD<Shard> shards =
        dealt
            .mapPartitionsWithIndex(
                (partition, examples) -> List.of(Shard.of(partition, fields, examples)).iterator(),
                true)
            .persist(StorageLevel.MEMORY_AND_DISK());
    try {
      int[] sizes = shards.map(Shard::size).collect().stream().mapToInt(size -> size).toArray();
      requireExamples(sizes);
      return new Shards(shards, fields, sizes);
    } catch (Exception failure) {
      shards.unpersist(false);
      throw failure;
    }
  }

  /**
   * Example i comes to partition i mod {@code partitions}, in order. A repartition by Spark's own
   * would give them an order that depends on which block of a shuffle came first, and so another
   * when a partition is computed again.
   */
  private static JavaRDD<Example> dealt(JavaRDD<Example> examples, int partitions) {
    return examples
        .zipWithIndex()
        .mapToPair(numbered -> new Tuple2<>(numbered._2(), numbered._1()))
        .repartitionAndSortWithinPartitions(new HashPartitioner(partitions))
        .values();
  }

  private static void requireExamples(int[] sizes) {
    List<Integer> empty = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] == 0) {
        empty.add(i);
      }
    }
    if (!empty.isEmpty() || sizes.length == 0) {
      throw new IllegalArgumentException(
          "%s of the %s partitions are without examples: %s; partitions(n) deals the examples out evenly, n being at most their number"
              .formatted(empty.size(), sizes.length, empty));
    }
  }

  long examples() {
    long all = 0;
    for (int size : sizes) {
      all += size;
    }
    return all;
  }

  /** How many examples of each partition make a step. */
  int[] batches(int mean) {
    int[] batches = new int[sizes.length];
    for (int i = 0; i < batches.length; i++) {
      double share = (double) mean * sizes[i] * sizes.length / examples();
      batches[i] = (int) Math.max(1, Math.min(sizes[i], Math.round(share)));
    }
    return batches;
  }

  @Override
  public void close() {
    rdd.unpersist(false);
  }
}
