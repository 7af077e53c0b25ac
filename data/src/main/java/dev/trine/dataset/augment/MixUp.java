package dev.trine.dataset.augment;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;

/**
 * Mixes each example with another that is trained on, {@code λ·own + (1 − λ)·other}, and their
 * targets alike, where λ has the distribution Beta(α, α) (Zhang et al. 2018, "mixup: beyond
 * empirical risk minimization"). The other has been changed by the augmentations before this one.
 *
 * <p>Labels cannot be mixed, but {@link Distributions} of classes can.
 *
 * @param alpha above 0; the larger, the more are halves mixed
 */
public record MixUp(double alpha) implements Augmentation {
  public MixUp {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "The alpha of mix-up is %s, expected a finite number above 0".formatted(alpha));
    }
  }

  @Override
  public void check(Dataset set, Field input) {
    for (Field field : set.fields()) {
      if (field.role() == Field.Role.TARGET && field.type().type() != DType.F32) {
        throw new IllegalArgumentException(
            "%s mixes targets, and field '%s' is %s; give it Distributions.of(set), and train by softmaxCrossEntropyOfDistributions()"
                .formatted(this, field.name(), field.type()));
      }
      if (field.role() != Field.Role.TARGET && !field.equals(input)) {
        throw new IllegalArgumentException(
            "%s mixes '%s' and targets, and cannot tell what becomes of '%s' then; leave out one or the other"
                .formatted(this, input.name(), field.name()));
      }
    }
  }

  @Override
  public float[] input(float[] values, Shape shape, Draws draws) {
    return mixed(values, draws);
  }

  @Override
  public float[] target(float[] values, Draws draws) {
    return mixed(values, draws);
  }

  private float[] mixed(float[] values, Draws draws) {
    double share = draws.beta(alpha);
    float[] other = draws.other();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (share * values[i] + (1 - share) * other[i]);
    }
    return values;
  }
}
