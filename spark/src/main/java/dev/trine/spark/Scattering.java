package dev.trine.spark;

import dev.trine.train.GradientSum;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Each contribution is cut into slices, and a slice of all partitions is added up by one task
 * (reduce-scatter), so that the driver gets as many numbers as one partition has, however many
 * there are.
 */
final class Scattering implements Exchange {
  private final int slices;

  Scattering(int slices) {
    this.slices = slices;
  }

  /** A part of what a partition comes to, or of the sum; the first slice says the rest, too. */
  private static final class Slice implements Serializable {
    private static final long serialVersionUID = 1;

    private final Contribution[] from;
    private final int partition;
    private final float[] values;

    private Slice(Contribution[] from, int partition, float[] values) {
      this.from = from;
      this.partition = partition;
      this.values = values;
    }
  }

  @Override
  public Gathered gather(JavaRDD<Contribution> contributions) {
    int count = slices;
    JavaPairRDD<Integer, Slice> summed =
        contributions
            .flatMapToPair(contribution -> cut(contribution, count))
            .groupByKey(new HashPartitioner(count))
            .mapValues(Scattering::sum);
    List<Tuple2<Integer, Slice>> sums;
    try {
      sums = summed.collect();
    } finally {
      // Else its files stay until the driver's garbage collector finds that it is not used.
      summed.rdd().cleanShuffleDependencies(false);
    }
    List<Slice> inOrder =
        sums.stream().sorted(Comparator.comparing(Tuple2::_1)).map(Tuple2::_2).toList();
    float[] sum = new float[inOrder.stream().mapToInt(slice -> slice.values.length).sum()];
    int next = 0;
    for (Slice slice : inOrder) {
      System.arraycopy(slice.values, 0, sum, next, slice.values.length);
      next += slice.values.length;
    }
    return new Gathered(List.of(inOrder.get(0).from), sum);
  }

  private static Iterator<Tuple2<Integer, Slice>> cut(Contribution contribution, int slices) {
    float[] sum = contribution.sum();
    List<Tuple2<Integer, Slice>> all = new ArrayList<>();
    for (int i = 0; i < slices; i++) {
      int from = (int) ((long) sum.length * i / slices);
      int to = (int) ((long) sum.length * (i + 1) / slices);
      Contribution[] first = i == 0 ? new Contribution[] {contribution.withoutSum()} : null;
      all.add(
          new Tuple2<>(
              i, new Slice(first, contribution.partition(), Arrays.copyOfRange(sum, from, to))));
    }
    return all.iterator();
  }

  /** Of a slice of all partitions, which come in any order. */
  private static Slice sum(Iterable<Slice> parts) {
    List<Slice> inOrder = new ArrayList<>();
    parts.forEach(inOrder::add);
    inOrder.sort(Comparator.comparingInt(slice -> slice.partition));
    List<float[]> values =
        new ArrayList<>(inOrder.stream().map(slice -> slice.values.clone()).toList());
    Contribution[] from =
        inOrder.get(0).from == null
            ? null
            : inOrder.stream().map(slice -> slice.from[0]).toArray(Contribution[]::new);
    return new Slice(from, 0, GradientSum.sum(values));
  }
}
