package dev.trine.examples;

import dev.trine.backend.BackendOptions;
import java.util.Optional;

/**
 * On which Spark an example is trained, and how.
 *
 * @param master as Spark takes it: {@code local[2]}, {@code spark://host:7077}
 * @param localSteps that each partition makes in a round; 0 for the gradients of one batch
 * @param averageMoments whether the moments of Adam are averaged with the weights
 * @param partitions of the examples; if empty, as many as Spark runs tasks at once
 * @param backend of the executors; if empty, what each of them chooses
 * @param options how they open it, but for the number of threads, which is Spark's to say
 */
public record SparkSetting(
    String master,
    int localSteps,
    boolean averageMoments,
    Optional<Integer> partitions,
    Optional<String> backend,
    BackendOptions options) {}
