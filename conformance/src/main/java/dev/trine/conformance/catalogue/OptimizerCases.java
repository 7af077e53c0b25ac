package dev.trine.conformance.catalogue;

import static dev.trine.train.Optimizers.adagrad;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.lion;
import static dev.trine.train.Optimizers.rmsProp;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.train.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** The optimizers that have no cases of their own, and each way to keep weights small. */
final class OptimizerCases {
  private static final float RATE = (float) 0.01;
  private static final int[] LENGTHS = {1, 6, 13, 2046, 100_003};
  private static final Values ORDINARY = Values.uniform(-1, 1);

  private OptimizerCases() {}

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    add(cases, "Adagrad", adagrad(RATE), 1);
    add(cases, "RMSProp", rmsProp(RATE), 1);
    add(cases, "RMSProp with momentum", rmsProp(RATE).withMomentum(0.9), 1);
    // Means are as large as gradients, and mean squares as large as their squares.
    add(cases, "centred RMSProp", rmsProp(RATE).withCentring(), 1);
    add(cases, "centred RMSProp with momentum", rmsProp(RATE).withCentring().withMomentum(0.9), 1);
    add(cases, "Lion", lion(RATE), 0);
    add(cases, "SGD, norm clipped", sgd(RATE).withClippedNorm(2), 0);
    add(cases, "SGD, norm below the clip", sgd(RATE).withClippedNorm(10), 0);
    add(cases, "momentum, values clipped", sgd(RATE).withMomentum(0.9).withClippedValue(0.3), 0);
    for (Optimizer optimizer : List.of(sgd(RATE).withMomentum(0.9), adam(RATE), lion(RATE))) {
      String name = optimizer.getClass().getSimpleName();
      int squares = name.equals("AdaptiveMoments") ? 2 : 0;
      cases.add(decaying("L1 beside " + name, optimizer.withL1(0.01), squares));
      cases.add(decaying("L2 beside " + name, optimizer.withL2(0.01), squares));
      cases.add(decaying("decay beside " + name, optimizer.withWeightDecay(0.01), squares));
      Optimizer all = optimizer.withL1(0.02).withL2(0.03).withWeightDecay(0.05);
      cases.add(decaying("all three beside " + name, all, squares));
    }
    return cases;
  }

  /**
   * @param squares which moment, from 1, is of squares; 0 for none
   */
  private static void add(List<OpCase> cases, String name, Optimizer optimizer, int squares) {
    for (int length : LENGTHS) {
      cases.add(of(name + " of " + length, optimizer, squares, 1, length, true));
    }
    cases.add(of(name + " of 207", optimizer, squares, 1, 207, false));
    cases.add(of(name + " of large numbers", optimizer, squares, 0x1p60, 207, true));
    cases.add(of(name + " of small numbers", optimizer, squares, 0x1p-40, 207, true));
    Values near = ORDINARY.except(i -> i % 5 == 2, Double.NaN);
    List<Values> moments = moments(optimizer, squares, 1);
    cases.add(
        UpdateCases.of(
            name + ", no numbers", optimizer, false, near, moments, ORDINARY, 207, 7, true));
  }

  private static OpCase of(
      String name, Optimizer optimizer, int squares, double size, int length, boolean healthy) {
    Values gradients = Values.uniform(-size, size);
    List<Values> moments = moments(optimizer, squares, size);
    return UpdateCases.of(name, optimizer, false, ORDINARY, moments, gradients, length, 7, healthy);
  }

  private static OpCase decaying(String name, Optimizer optimizer, int squares) {
    List<Values> moments = moments(optimizer, squares, 1);
    return UpdateCases.of(name, optimizer, true, ORDINARY, moments, ORDINARY, 207, 7, true);
  }

  private static List<Values> moments(Optimizer optimizer, int squares, double size) {
    List<Values> moments = new ArrayList<>();
    for (int i = 1; i <= optimizer.moments(); i++) {
      boolean ofSquares = i == squares;
      moments.add(
          ofSquares ? Values.uniform(size * size, 2 * size * size) : Values.uniform(-size, size));
    }
    return moments;
  }
}
