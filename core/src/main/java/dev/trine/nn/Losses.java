package dev.trine.nn;

import dev.trine.graph.ops.AbsoluteError;
import dev.trine.graph.ops.BinaryCrossEntropy;
import dev.trine.graph.ops.Hinge;
import dev.trine.graph.ops.Huber;
import dev.trine.graph.ops.LogCosh;
import dev.trine.graph.ops.SquaredError;

/** The losses, for static import. */
public final class Losses {
  private Losses() {}

  /**
   * Cross-entropy of the softmax of class scores, [batch, …, classes], against labels, I32 [batch,
   * …], of which −1 does not count (Bishop 1995, section 6.9). Accuracy is of the largest score.
   */
  public static CrossEntropyLoss softmaxCrossEntropy() {
    return new CrossEntropyLoss();
  }

  /**
   * Cross-entropy of the softmax of class scores against distributions over the classes, both
   * [batch, …, classes] (Bishop 1995, section 6.9). An answer is right where score and probability
   * are largest for the same class.
   */
  public static Loss softmaxCrossEntropyOfDistributions() {
    return new DistributionLoss(false);
  }

  /**
   * The divergence {@code Σ q·ln(q/p)} of the softmax p of class scores from a distribution q, both
   * [batch, …, classes] (Kullback and Leibler 1951): the cross-entropy less the entropy of q. The
   * softmax is part of the loss.
   */
  public static Loss kullbackLeibler() {
    return new DistributionLoss(true);
  }

  /** As {@link #binaryCrossEntropyWithLogits(double)}, both sides weighing 1. */
  public static Loss binaryCrossEntropyWithLogits() {
    return binaryCrossEntropyWithLogits(1);
  }

  /**
   * Cross-entropy of the logistic function of each score against a target from 0 to 1, as the mean
   * over the scores (Bishop 1995, section 6.7): each output is a question by itself, of which
   * several may be true. Accuracy is the fraction of the outputs on the right side of 0.5, which a
   * score of 0 stands for.
   *
   * @param positiveWeight what the loss of what is to be 1 is multiplied by, above 0: the number of
   *     negative examples by that of the positive, for instance
   */
  public static Loss binaryCrossEntropyWithLogits(double positiveWeight) {
    return new PointLoss(
        new BinaryCrossEntropy(positiveWeight),
        true,
        new PointLoss.Range("numbers from 0 to 1", t -> t >= 0 && t <= 1));
  }

  /**
   * {@code max(0, 1 − t·x)} of each score against a target of −1 or 1, as the mean over the scores
   * (Cortes and Vapnik 1995, section 3). Accuracy is the fraction of scores that have the sign of
   * their targets.
   */
  public static Loss hinge() {
    return new PointLoss(new Hinge(), false, new PointLoss.Range("-1 or 1", t -> Math.abs(t) == 1));
  }

  /**
   * {@code max(0, 1 + best − x[label])} of class scores against labels, as {@link
   * #softmaxCrossEntropy} takes them, with the best score of another class (Crammer and Singer
   * 2001, equation 2). Accuracy is of the largest score.
   */
  public static Loss categoricalHinge() {
    return new CategoricalHinge();
  }

  /** The mean over examples and outputs of the squared difference (Bishop 1995, section 6.1). */
  public static Loss meanSquaredError() {
    return PointLoss.ofValues(new SquaredError());
  }

  /** The mean over examples and outputs of the absolute difference (Bishop 1995, section 6.2). */
  public static Loss meanAbsoluteError() {
    return PointLoss.ofValues(new AbsoluteError());
  }

  /**
   * The mean over examples and outputs of {@code ½·d²} for differences up to δ, and {@code δ·(|d| −
   * ½·δ)} for larger ones, which so pull no harder than δ (Huber 1964).
   *
   * @param delta δ, above 0
   */
  public static Loss huber(double delta) {
    return PointLoss.ofValues(new Huber(delta));
  }

  /**
   * The mean over examples and outputs of {@code ln cosh d}: nearly {@code ½·d²} for small
   * differences and {@code |d| − ln 2} for large ones (Chen et al. 2018).
   */
  public static Loss logCosh() {
    return PointLoss.ofValues(new LogCosh());
  }

  /**
   * {@code max(0, ‖a − p‖ − ‖a − n‖ + margin)} of triplets: an anchor, a positive that belongs to
   * it and a negative that does not (Schroff et al. 2015; Balntas et al. 2016). It has no target:
   * the output is the three beside each other, [3·n] or [3, n], as {@code concatenate()} makes it
   * of a shared encoder's outputs. Accuracy is of positives that are nearer than the negatives.
   *
   * @param margin by how much nearer they are to be, above 0
   */
  public static Loss triplet(double margin) {
    return new TripletLoss(margin);
  }
}
