package dev.trine.spark;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.broadcast.Broadcast;

/** What a partition does in a round. */
final class RoundTask implements Function2<Integer, Iterator<Shard>, Iterator<Contribution>> {
  private static final long serialVersionUID = 1;

  private final Plan plan;
  private final Broadcast<RoundStart> start;
  private final int round;
  private final double[] rates;

  /**
   * @param start what to begin from
   * @param round from 0
   * @param rates the learning rate of each local step
   */
  RoundTask(Plan plan, Broadcast<RoundStart> start, int round, double[] rates) {
    this.plan = plan;
    this.start = start;
    this.round = round;
    this.rates = rates;
  }

  @Override
  public Iterator<Contribution> call(Integer partition, Iterator<Shard> shards) {
    Shard shard = shards.next();
    checkSize(partition, shard);
    try (ReplicaPool.Lease lease = ReplicaPool.lease(plan)) {
      Contribution contribution =
          lease.replica().work(plan, partition, shard, start.value(), round, rates);
      lease.keep();
      return List.of(contribution).iterator();
    }
  }

  private void checkSize(int partition, Shard shard) {
    if (shard.size() != plan.sizes()[partition]) {
      throw new IllegalStateException(
          "Partition %s had %s examples, and has %s now that it was computed again: where they come from does not give the same twice; write them to files first, or checkpoint() the RDD"
              .formatted(partition, plan.sizes()[partition], shard.size()));
    }
  }
}
