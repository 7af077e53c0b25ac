package dev.trine.cli.spark;

import dev.trine.backend.BackendOptions;
import dev.trine.cli.option.AtLeastOne;
import dev.trine.examples.SparkSetting;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --spark}, and how it is trained there. */
public final class SparkOptions {
  /**
   * Of the steps that are usual for a round: enough to take far longer than sending weights around,
   * and for it to be of little weight whether the moments of Adam begin anew with each round.
   */
  private static final int USUAL_STEPS = 64;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      required = true,
      converter = Master.class,
      description =
          "Train on Apache Spark: local[2], with two tasks at once in a process here, or"
              + " spark://HOST:7077. For a checkout with Maven, which fetches Spark the first time.")
  private String master;

  @Option(
      names = "--local-steps",
      paramLabel = "N",
      converter = NotNegative.class,
      description =
          "Steps that each partition makes by itself before weights are averaged; 0 averages the"
              + " gradients of each step, as one device would. Default: ${DEFAULT-VALUE}.")
  private int localSteps = USUAL_STEPS;

  @Option(
      names = "--average-moments",
      description =
          "Average the moments of Adam, too, which begin anew with each round otherwise: better"
              + " with few local steps, and three times as much to send.")
  private boolean averageMoments;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      converter = AtLeastOne.class,
      description = "Of the examples. Default: as many as Spark runs tasks at once.")
  private Integer partitions;

  public String master() {
    return master;
  }

  /**
   * What an example is told.
   *
   * @param backend of the executors, if the user named one
   * @param options how they open it
   */
  public SparkSetting setting(Optional<String> backend, BackendOptions options) {
    return new SparkSetting(
        master, localSteps, averageMoments, Optional.ofNullable(partitions), backend, options);
  }
}
