package dev.trine.train;

/**
 * See {@link Schedule#oneCycle}. The first step has the first factor, the last the last one.
 *
 * @param rising the part of the length in which it goes up
 * @param first the factor at the beginning
 * @param last the factor at the end
 */
record OneCycle(double epochs, double rising, double first, double last) implements Schedule {
  @Override
  public double factor(Moment at) {
    double step = at.epoch() * at.stepsPerEpoch();
    double all = epochs * at.stepsPerEpoch();
    double top = rising * all - 1;
    return step <= top
        ? HalfCosine.between(first, 1, step / top)
        : HalfCosine.between(1, last, (step - top) / (all - 1 - top));
  }
}
