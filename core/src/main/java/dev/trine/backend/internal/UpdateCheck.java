package dev.trine.backend.internal;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.divide;
import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.sqrt;
import static dev.trine.expression.Arithmetic.subtract;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.StepState;
import dev.trine.expression.Expression;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * An update over more parameters than a device's lanes take at once. Parameters and gradients are
 * patterns that the device itself spreads over the tensors; from the results it subtracts what they
 * should be and adds up the squares of what is left, so that only that is transferred.
 *
 * <p>It is a first step of Adam without memory of earlier ones (both betas 0) and with ε = 1: the
 * moments become g and g², and a parameter moves by {@code −rate·g / (√g² + 1)}.
 */
final class UpdateCheck {
  /** Enough for a CPU to share out. */
  private static final long FEWEST_PARAMETERS = 1 << 15;

  /** No multiple of what a lane or a group takes. */
  private static final int REST = 333;

  /** Parameter, gradient and two moments. */
  private static final int BYTES_PER_PARAMETER = 4 * Float.BYTES;

  /** The check takes at most this part of the memory, should that be limited. */
  private static final int PART_OF_MEMORY = 4;

  private static final int[] GRADIENTS = {-3, -1, 0, 1, 3, 1, -1};
  private static final int PERIOD_OF_PARAMETERS = 13;

  /** After so many elements every pattern is where it began. */
  private static final int PERIOD = PERIOD_OF_PARAMETERS * GRADIENTS.length;

  /** Far below a single wrong element, far above the rounding of a device's quotients and roots. */
  private static final double TOLERANCE = 1e-3;

  private final Trial trial;
  private final Backend backend;
  private final int count;
  private final Shape grid;

  private UpdateCheck(Trial trial, int periods) {
    this.trial = trial;
    this.backend = trial.backend();
    this.count = periods * PERIOD;
    this.grid = Shape.of(periods, PERIOD);
  }

  static void run(Trial trial, Variants variants) {
    long wanted = Math.max(FEWEST_PARAMETERS, variants.elementsAtOnce()) + REST;
    long fitting = trial.backend().memory().limitBytes() / PART_OF_MEMORY / BYTES_PER_PARAMETER;
    long periods = Math.min(wanted, fitting) / PERIOD;
    new UpdateCheck(trial, (int) Math.max(1, periods)).run();
  }

  /** A result, and what it should be: a pattern of a few numbers, over and over. */
  private record Expected(String name, View result, IntToDoubleFunction pattern) {}

  private void run() {
    View parameters = spread(UpdateCheck::parameter);
    View gradients = spread(UpdateCheck::gradient);
    View first = trial.undefined(count);
    View second = trial.undefined(count);
    View rate = trial.floats(i -> 1, 1);
    View stepState = trial.ints(i -> i == StepState.HEALTHY ? 1 : 0, StepState.ELEMENTS);
    trial.run(
        backend.update(
            step(),
            List.of(parameters, gradients, rate),
            List.of(parameters, first, second),
            stepState));
    compare(new Expected("parameters", parameters, UpdateCheck::updated), gradients);
    compare(new Expected("first moments", first, UpdateCheck::gradient), gradients);
    compare(new Expected("second moments", second, i -> gradient(i) * gradient(i)), gradients);
  }

  /** Loads a parameter, its gradient and the rate. */
  private Mapping step() {
    Access dense = Access.dense(DType.F32, grid);
    Access single = new Access(DType.F32, 0, List.of(0L, 0L));
    Expression square = multiply(load(1), load(1));
    Expression move = divide(load(1), add(sqrt(square), constant(1)));
    return new Mapping(
        grid,
        List.of(dense, dense, single),
        List.of(
            new Result(fma(negate(load(2)), move, load(0)), dense),
            new Result(load(1), dense),
            new Result(square, dense)));
  }

  /** A tensor of a pattern, over and over. */
  private View spread(IntToDoubleFunction pattern) {
    View tensor = trial.undefined(count);
    Mapping copy =
        new Mapping(
            grid,
            List.of(Access.broadcast(DType.F32, Shape.of(PERIOD), grid)),
            List.of(new Result(load(0), Access.dense(DType.F32, grid))));
    trial.run(backend.map(copy, List.of(trial.floats(pattern, PERIOD)), List.of(tensor)));
    return tensor;
  }

  /**
   * Compares a result on the device, and here if that finds a fault.
   *
   * @param work as large as the result; is overwritten
   */
  private void compare(Expected expected, View work) {
    View sum = trial.floats(1);
    Access dense = Access.dense(DType.F32, grid);
    Mapping difference =
        new Mapping(
            grid,
            List.of(dense, Access.broadcast(DType.F32, Shape.of(PERIOD), grid)),
            List.of(new Result(subtract(load(0), load(1)), dense)));
    trial.run(
        backend.map(
            difference,
            List.of(expected.result, trial.floats(expected.pattern, PERIOD)),
            List.of(work)),
        backend.rows(
            Reduction.ofAll(Reduction.Kind.SUM_OF_SQUARES, count, 1).rows(),
            List.of(work),
            List.of(sum)));
    float left = trial.read(sum)[0];
    if (!(left <= TOLERANCE)) {
      String name = "the %s of a step of Adam over %s".formatted(expected.name, count);
      trial.expect(() -> name, expected.result, expected.pattern, TOLERANCE);
      throw new BackendUnavailableException(
          "%s computes wrong results: %s less what they are has %s as the sum of its squares, not 0"
              .formatted(backend.device(), name, left));
    }
  }

  private static double parameter(int i) {
    return i % PERIOD_OF_PARAMETERS - 6;
  }

  private static double gradient(int i) {
    return GRADIENTS[i % GRADIENTS.length];
  }

  private static double updated(int i) {
    return parameter(i) - gradient(i) / (Math.abs(gradient(i)) + 1);
  }
}
