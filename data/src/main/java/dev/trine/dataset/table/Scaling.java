package dev.trine.dataset.table;

import java.util.Arrays;

/** How numbers are brought to a common range, by what they are in the training part. */
public enum Scaling {
  /** They stay as they are. */
  NONE {
    @Override
    LinearScale of(double[] values) {
      return LinearScale.IDENTITY;
    }
  },

  /**
   * (x − mean) / deviation, with the deviation of a population, √(Σ(x − mean)² / n), as
   * scikit-learn's StandardScaler has it.
   */
  STANDARDISE {
    @Override
    LinearScale of(double[] values) {
      double mean = mean(values);
      double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
      return new LinearScale(mean, Math.sqrt(squares / values.length));
    }
  },

  /** (x − least) / (largest − least), so from 0 to 1 in the training part. */
  MIN_MAX {
    @Override
    LinearScale of(double[] values) {
      double least = Arrays.stream(values).min().orElseThrow();
      double largest = Arrays.stream(values).max().orElseThrow();
      return new LinearScale(least, largest - least);
    }
  };

  /** The scale for values, of which there is at least one. */
  abstract LinearScale of(double[] values);

  /** The same, but in units of 1 where values have no spread, as all of one value: it becomes 0. */
  LinearScale fitted(double[] values) {
    LinearScale scale = of(values);
    return scale.unit() > 0 ? scale : new LinearScale(scale.origin(), 1);
  }

  /**
   * From the first value on, so that values that are all the same have exactly it as their mean.
   */
  static double mean(double[] values) {
    return values[0] + Arrays.stream(values).map(x -> x - values[0]).sum() / values.length;
  }
}
