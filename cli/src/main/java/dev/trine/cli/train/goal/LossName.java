package dev.trine.cli.train.goal;

import dev.trine.cli.option.Spelling;
import dev.trine.data.Dataset;
import dev.trine.dataset.split.ClassWeights;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import java.util.Arrays;
import java.util.List;

/** What {@code --loss} takes: a loss, and its setting behind it. */
public enum LossName implements Spelling.Spelled {
  CROSS_ENTROPY("cross-entropy", true) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.softmaxCrossEntropy();
    }
  },
  SMOOTHED("smoothed:0.1", true) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.softmaxCrossEntropy().withLabelSmoothing(given.number(0, this));
    }
  },
  BALANCED("balanced", true) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.softmaxCrossEntropy().withClassWeights(ClassWeights.balanced(train));
    }
  },
  HINGE("hinge", true) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.categoricalHinge();
    }

    @Override
    boolean givesProbabilities() {
      return false;
    }
  },
  MSE("mse", false) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.meanSquaredError();
    }
  },
  MAE("mae", false) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.meanAbsoluteError();
    }
  },
  HUBER("huber:1", false) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.huber(given.number(0, this));
    }
  },
  LOG_COSH("log-cosh", false) {
    @Override
    Loss of(Spelling given, Dataset train) {
      return Losses.logCosh();
    }
  };

  private final Spelling spelled;
  private final boolean isOfClasses;

  LossName(String spelled, boolean isOfClasses) {
    this.spelled = Spelling.of(spelled);
    this.isOfClasses = isOfClasses;
  }

  /** The loss for a training part. */
  abstract Loss of(Spelling given, Dataset train);

  /** Whether the softmax of what it trains is probabilities. */
  boolean givesProbabilities() {
    return isOfClasses;
  }

  @Override
  public Spelling spelled() {
    return spelled;
  }

  /** Those of a kind of target, the usual one first. */
  static List<LossName> of(boolean classes) {
    return Arrays.stream(values()).filter(name -> name.isOfClasses == classes).toList();
  }
}
