package dev.trine.train;

import dev.trine.nn.Evaluation;

/**
 * The end of an epoch.
 *
 * @param epoch from 1
 * @param training means over the epoch, while weights changed
 * @param validation after the epoch; null without a validation part
 * @param skipped how many steps were left out because they were not finite, see {@link
 *     NotFinite#SKIP}
 * @param samplesPerSecond of the training pass
 * @param seconds that it took, with the validation
 * @param gradientNorm of its last step, see {@link TrainStep#gradientNorm}
 * @param learningRate of its last step
 */
public record EpochReport(
    int epoch,
    Evaluation training,
    Evaluation validation,
    int skipped,
    double samplesPerSecond,
    double seconds,
    double gradientNorm,
    double learningRate) {
  /** The loss that stopping rules look at: of the validation part if there is one. */
  public double monitoredLoss() {
    return validation == null ? training.loss() : validation.loss();
  }
}
