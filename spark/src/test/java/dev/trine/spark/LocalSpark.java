package dev.trine.spark;

import dev.trine.data.Dataset;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** A Spark of two tasks at once in this JVM, and sets on it. */
public final class LocalSpark {
  private LocalSpark() {}

  static JavaSparkContext open() {
    return new JavaSparkContext(configuration());
  }

  /** A session of it, in which shuffles make two partitions. */
  public static SparkSession session(String serializer) {
    SparkConf configuration =
        configuration()
            .set("spark.serializer", serializer)
            .set("spark.sql.shuffle.partitions", "2");
    return SparkSession.builder().config(configuration).getOrCreate();
  }

  static SparkConf configuration() {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName("tests")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set("spark.driver.host", "127.0.0.1");
  }

  /** A set in so many partitions of the same size. */
  public static SparkDataset distributed(
      JavaSparkContext context, Dataset dataset, int partitions) {
    return new SparkDataset(
        context.parallelize(examples(context, dataset), partitions), dataset.fields());
  }

  /** The same in partitions of these sizes. */
  static SparkDataset cut(JavaSparkContext context, Dataset dataset, int... sizes) {
    List<Example> all = examples(context, dataset);
    List<List<Example>> parts = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      parts.add(new ArrayList<>(all.subList(from, from + size)));
      from += size;
    }
    JavaRDD<Example> rdd = context.parallelize(parts, parts.size()).flatMap(List::iterator);
    return new SparkDataset(rdd, dataset.fields());
  }

  private static List<Example> examples(JavaSparkContext context, Dataset dataset) {
    return SparkDataset.of(context, dataset).examples().collect();
  }
}
