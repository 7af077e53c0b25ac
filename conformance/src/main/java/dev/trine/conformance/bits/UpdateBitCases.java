package dev.trine.conformance.bits;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.index;
import static dev.trine.expression.Arithmetic.intLess;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static dev.trine.expression.Arithmetic.select;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;
import static dev.trine.expression.Arithmetic.whole;
import static dev.trine.train.Optimizers.adagrad;
import static dev.trine.train.Optimizers.adam;
import static dev.trine.train.Optimizers.lion;
import static dev.trine.train.Optimizers.rmsProp;
import static dev.trine.train.Optimizers.sgd;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.graph.ops.Update;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.train.AdaptiveMoments;
import dev.trine.train.Optimizer;
import java.util.ArrayList;
import java.util.List;

/** Updates: of all kinds of numbers, walked in all ways, and the steps of the optimizers. */
final class UpdateBitCases {
  private static final int[] LENGTHS = {0, 1, 3, 5, 16, 17, 255, 1030, 9001};
  private static final Access SINGLE = new Access(DType.F32, 2, List.of(0L));

  private final List<BitCase> cases = new ArrayList<>();

  static List<BitCase> all() {
    UpdateBitCases updates = new UpdateBitCases();
    updates.lengths();
    updates.allKindsOfNumbers();
    updates.oneLost();
    updates.walks();
    updates.optimizers();
    return updates.cases;
  }

  /** Of numbers of any bits, a few of which are not finite. */
  private void lengths() {
    for (int length : LENGTHS) {
      Access dense = Access.dense(DType.F32, Shape.of(length));
      put(
          "update of " + length,
          length,
          List.of(dense, dense, SINGLE),
          List.of(
              new Result(add(load(0), multiply(root(), load(1))), dense),
              new Result(subtract(load(1), parameter(0.3)), dense)));
    }
  }

  /** Computed from a single element and numbers alone. */
  private static Expression root() {
    return sqrt(divide(parameter(2), add(multiply(load(2), load(2)), constant(1))));
  }

  private void allKindsOfNumbers() {
    Access dense = Access.dense(DType.F32, Shape.of(Patterns.count()));
    Mapping mapping =
        new Mapping(
            Shape.of(Patterns.count()),
            List.of(dense, dense),
            List.of(
                new Result(multiply(load(0), load(1)), dense),
                new Result(divide(load(0), load(1)), dense)));
    List<int[]> numbers = List.of(Patterns.of(0), Patterns.of(1));
    for (boolean healthy : new boolean[] {true, false}) {
      cases.add(
          new UpdateBits(mapping, numbers, UpdateBits.state(3, healthy))
              .over("all kinds of numbers, " + (healthy ? "healthy" : "unhealthy"), 1));
    }
  }

  /** Infinite or NaN in one element alone, by one result alone. */
  private void oneLost() {
    for (int at : new int[] {0, 1, 3, 35, 36}) {
      for (int bits : new int[] {0x7F7FFFFF, 0x7F800000, 0xFF800000, 0x7FC00000}) {
        int[] first = Patterns.nearOne(37, 1);
        first[at] = bits;
        Access dense = Access.dense(DType.F32, Shape.of(37));
        Mapping mapping =
            new Mapping(
                Shape.of(37),
                List.of(dense, dense),
                List.of(
                    new Result(multiply(load(0), constant(0.5)), dense),
                    new Result(add(load(1), load(0)), dense),
                    new Result(multiply(load(0), constant(3)), dense)));
        cases.add(
            new UpdateBits(
                    mapping, List.of(first, Patterns.nearOne(37, 2)), UpdateBits.state(0, true))
                .over("%08x at %s".formatted(bits, at), 2));
      }
    }
  }

  private void walks() {
    Shape extents = Shape.of(41, 13);
    Access dense = Access.dense(DType.F32, extents);
    Access transposed = new Access(DType.F32, 0, List.of(1L, 41L));
    Access row = Access.broadcast(DType.F32, Shape.of(13), extents);
    Access flipped = new Access(DType.F32, 41 * 20 - 8, List.of(-20L, -1L));
    Expression product = multiply(load(0), load(1));
    put(
        "update over both orders",
        extents,
        List.of(dense, row),
        List.of(new Result(product, dense), new Result(add(product, load(1)), transposed)));
    put(
        "update of a part of a matrix, backwards",
        extents,
        List.of(flipped, row),
        List.of(new Result(product, flipped)));
    put(
        "update of one element",
        Shape.of(1),
        List.of(SINGLE, SINGLE),
        List.of(new Result(add(load(0), load(1)), new Access(DType.F32, 3, List.of(0L)))));
    Expression decay = select(intLess(index(0), whole(20)), constant(0.5), constant(1));
    put(
        "update of the first rows",
        extents,
        List.of(dense, row),
        List.of(new Result(multiply(load(0), multiply(load(1), decay)), dense)));
  }

  private void optimizers() {
    Optimizer usual = adam(1e-3);
    for (Optimizer optimizer :
        List.of(
            sgd(0.1),
            sgd(0.1).withMomentum(0.9),
            sgd(0.1).withNesterov(0.9).withL2(0.01),
            usual,
            usual.withWeightDecay(0.01),
            new AdaptiveMoments(1e-3, 0, 0, 1e-8),
            adagrad(0.1),
            rmsProp(0.1),
            rmsProp(0.1).withCentring().withMomentum(0.9),
            lion(0.1).withL1(0.01),
            sgd(0.1).withClippedNorm(0.5),
            usual.withClippedValue(0.5))) {
      for (int steps : new int[] {0, 1, 999}) {
        step(optimizer, 1029, steps, true);
      }
      step(optimizer, 37, 2, false);
    }
  }

  /** The third gradient is not a number, and the fourth parameter as large as can be. */
  private void step(Optimizer optimizer, int length, int steps, boolean healthy) {
    Update update = optimizer.updates(length, length).get(0);
    int changed = update.results().size();
    List<int[]> inputs = new ArrayList<>();
    for (int i = 0; i <= changed; i++) {
      inputs.add(Patterns.nearOne(length, i));
    }
    if (changed > 1) { // the last moments may be squares, of which roots are taken
      int[] last = inputs.get(changed - 1);
      for (int i = 0; i < length; i++) {
        last[i] &= Integer.MAX_VALUE;
      }
    }
    inputs.get(changed)[2] = Float.floatToRawIntBits(Float.NaN);
    inputs.get(0)[3] = Float.floatToRawIntBits(Float.MAX_VALUE);
    inputs.add(new int[] {Float.floatToRawIntBits((float) optimizer.learningRate())});
    inputs.add(new int[] {Float.floatToRawIntBits(3)}); // the weight of all examples
    inputs.add(new int[] {Float.floatToRawIntBits(5)}); // the sum of the squares of the gradients
    int[] state = UpdateBits.state(steps, healthy);
    inputs.add(state);
    cases.add(
        new UpdateBits(update.mapping(), update.taken().stream().map(inputs::get).toList(), state)
            .over(
                "%s after %s steps, %s".formatted(optimizer, steps, healthy ? "healthy" : "not"),
                changed));
  }

  private void put(String name, long length, List<Access> inputs, List<Result> results) {
    put(name, Shape.of(length), inputs, results);
  }

  private void put(String name, Shape extents, List<Access> inputs, List<Result> results) {
    Mapping mapping = new Mapping(extents, inputs, results);
    List<int[]> drawn = Contents.drawn(inputs, extents);
    int first = results.get(0).to().equals(inputs.get(0)) ? 1 : 0;
    cases.add(new UpdateBits(mapping, drawn, UpdateBits.state(1, true)).over(name, first));
  }
}
