package dev.trine.spark.cluster;

import dev.trine.data.Dataset;
import dev.trine.spark.Example;
import dev.trine.spark.SparkDataset;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Sets of features and labels, as a cluster has them. */
final class Labelled {
  private static final int PARTITIONS = 3;

  private Labelled() {}

  /** Distributes a set. */
  static SparkDataset on(JavaSparkContext context, Dataset dataset) {
    List<Example> examples =
        IntStream.range(0, dataset.size()).mapToObj(i -> example(dataset, i)).toList();
    return new SparkDataset(context.parallelize(examples, PARTITIONS), dataset.fields());
  }

  private static Example example(Dataset dataset, int index) {
    double[] values = dataset.read(Dataset.FEATURES, index);
    float[] features = new float[values.length];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) values[i];
    }
    return Example.labelled(features, (int) dataset.read(Dataset.TARGETS, index)[0]);
  }
}
