package dev.trine.train;

/** An optimizer that changes what another gets, and has its learning rate and its moments. */
interface AdaptedOptimizer extends Optimizer {
  Optimizer optimizer();

  @Override
  default double learningRate() {
    return optimizer().learningRate();
  }

  @Override
  default int moments() {
    return optimizer().moments();
  }
}
