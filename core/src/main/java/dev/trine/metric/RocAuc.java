package dev.trine.metric;

import dev.trine.data.Field;
import dev.trine.tensor.DType;
import java.util.Arrays;

/** The area under the ROC curve. */
record RocAuc() implements Metric<Double> {
  private static final String NAME = "The area under the ROC curve";

  @Override
  public Tally<Double> begin(int outputs, Field target) {
    boolean ofClasses = target.type().type() == DType.I32;
    if (!ofClasses) {
      Valued.requireSingle(NAME, outputs, target);
    } else if (outputs == 2) {
      Labelled.require(NAME, outputs, target);
    } else {
      throw new IllegalArgumentException(
          "%s is of two classes, not of %s".formatted(NAME, outputs));
    }
    return new Ranking(ofClasses);
  }

  private static final class Ranking implements Tally<Double> {
    private final boolean ofClasses;
    private float[] scores = new float[64];

    /** Above 0 of positive examples, below 0 of negative ones. */
    private float[] weights = new float[64];

    private int size;

    Ranking(boolean ofClasses) {
      this.ofClasses = ofClasses;
    }

    @Override
    public void add(float[] output, double[] target, double weight) {
      boolean isPositive = target[0] > 0.5;
      float score = output[0];
      if (ofClasses) {
        if (Labelled.of(target, 2) < 0) {
          return;
        }
        score = output[1] - output[0];
      }
      if (weight > 0) {
        if (size == scores.length) {
          scores = Arrays.copyOf(scores, 2 * size);
          weights = Arrays.copyOf(weights, 2 * size);
        }
        scores[size] = score + 0f; // no −0, which would come before 0
        weights[size++] = (float) (isPositive ? weight : -weight);
      }
    }

    @Override
    public Double result() {
      int[] order = ascending();
      double positive = 0;
      double negative = 0;
      double won = 0;
      for (int from = 0, to; from < size; from = to) {
        double tiedPositive = 0;
        double tiedNegative = 0;
        for (to = from; to < size && scores[order[to]] == scores[order[from]]; to++) {
          float weight = weights[order[to]];
          tiedPositive += Math.max(weight, 0);
          tiedNegative += Math.max(-weight, 0);
        }
        if (to == from) {
          return Double.NaN; // the score is, and equals nothing
        }
        won += tiedPositive * (negative + tiedNegative / 2);
        positive += tiedPositive;
        negative += tiedNegative;
      }
      return won / (positive * negative);
    }

    /** The numbers of the answers by their scores. */
    private int[] ascending() {
      long[] keys = new long[size];
      for (int i = 0; i < size; i++) {
        int bits = Float.floatToIntBits(scores[i]);
        int ordered = bits ^ (bits >> 31 & Integer.MAX_VALUE);
        keys[i] = (long) ordered << 32 | i;
      }
      Arrays.sort(keys);
      return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }
  }
}
