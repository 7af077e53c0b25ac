package dev.trine.spark.cluster;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** A driver that goes on from its checkpoint and says after which round it is. */
public final class TrainingProgram {
  static final int ROUNDS_OF_CHECKPOINT = 2;

  private TrainingProgram() {}

  /**
   * @param arguments the training, the URI of its checkpoint, the file for its weights
   */
  public static void main(String[] arguments) throws IOException {
    float[] weights;
    try (JavaSparkContext context = new JavaSparkContext(new SparkConf())) {
      weights =
          Training.valueOf(arguments[0])
              .resume(
                  context,
                  trainer ->
                      trainer
                          .checkpoint(arguments[1], ROUNDS_OF_CHECKPOINT)
                          .listener(Training.afterRound(System.out::println)));
    }
    try (DataOutputStream file =
        new DataOutputStream(Files.newOutputStream(Path.of(arguments[2])))) {
      for (float weight : weights) {
        file.writeFloat(weight);
      }
    }
  }
}
