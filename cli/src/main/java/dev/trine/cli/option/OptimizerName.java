package dev.trine.cli.option;

import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import java.util.Locale;
import java.util.function.DoubleFunction;

/** What {@code --optimizer} takes: an optimizer with its usual settings, for a learning rate. */
public enum OptimizerName {
  ADAM(Optimizers::adam),
  SGD(Optimizers::sgd),
  MOMENTUM(rate -> Optimizers.sgd(rate).withMomentum(0.9)),
  NESTEROV(rate -> Optimizers.sgd(rate).withNesterov(0.9)),
  ADAGRAD(Optimizers::adagrad),
  RMSPROP(Optimizers::rmsProp),
  LION(Optimizers::lion),
  MUON(Optimizers::muon);

  private final DoubleFunction<Optimizer> byRate;

  OptimizerName(DoubleFunction<Optimizer> byRate) {
    this.byRate = byRate;
  }

  /** The optimizer of a learning rate. */
  public Optimizer at(double learningRate) {
    return byRate.apply(learningRate);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
