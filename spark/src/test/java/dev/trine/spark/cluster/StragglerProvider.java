package dev.trine.spark.cluster;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import java.util.List;
import org.apache.spark.TaskContext;

/** The CPU, which one partition's first attempts wait for until they are killed. */
public final class StragglerProvider implements BackendProvider {
  static final String NAME = "straggler";

  private static final int PARTITION = 1;
  private static final long LONGER_THAN_THE_TEST = 600_000;

  @Override
  public String name() {
    return NAME;
  }

  /** None where {@code auto} could take it. */
  @Override
  public List<Candidate> candidates(boolean named) {
    return List.of(
        named
            ? Candidate.usable(
                new Device(NAME, 0, "a CPU", "tests", Device.Kind.OTHER, 1L << 30, 1L << 30))
            : Candidate.unavailable(NAME, "it is to be named", "name it"));
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    TaskContext task = TaskContext.get();
    if (task.partitionId() == PARTITION && task.attemptNumber() == 0) {
      try {
        Thread.sleep(LONGER_THAN_THE_TEST);
      } catch (InterruptedException killed) {
        throw new IllegalStateException("Killed, as another attempt was done", killed);
      }
    }
    return Backends.open("cpu", options);
  }
}
