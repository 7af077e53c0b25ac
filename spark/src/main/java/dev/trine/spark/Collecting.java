package dev.trine.spark;

import dev.trine.train.GradientSum;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** All contributions come to the driver, which adds them up. */
final class Collecting implements Exchange {
  @Override
  public Gathered gather(JavaRDD<Contribution> contributions) {
    List<Contribution> parts = contributions.collect();
    List<float[]> sums = parts.stream().map(Contribution::sum).toList();
    return new Gathered(
        parts.stream().map(Contribution::withoutSum).toList(), GradientSum.sum(sums));
  }
}
