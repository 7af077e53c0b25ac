package dev.trine.conformance.catalogue;

import static dev.trine.conformance.catalogue.Argument.input;
import static dev.trine.conformance.catalogue.Argument.output;
import static dev.trine.conformance.catalogue.Argument.updated;

import dev.trine.backend.View;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Elementwise chains: every stage alone and among others, with every kind of operand. */
final class ChainCases {
  private static final int ROWS = 6;
  private static final int COLUMNS = 13;
  private static final int ELEMENTS = ROWS * COLUMNS;
  private static final int[] AWKWARD = {1, 6, 13, 207, 2046, 4098};

  /** Which view the result overwrites. */
  private enum Place {
    OUT,
    IN,
    OPERAND
  }

  private ChainCases() {}

  /** The name of a chain's operand view. */
  static String operand(int index) {
    return "operand " + index;
  }

  static List<OpCase> all() {
    List<OpCase> cases = new ArrayList<>();
    for (StageOp op : StageOp.values()) {
      alone(op, cases);
      cases.add(amongOthers(op));
    }
    cases.addAll(WholeRangeCases.all());
    lengths(cases);
    sizes(cases);
    broadcasts(cases);
    cases.add(squareInPlace());
    return cases;
  }

  /**
   * One chain.
   *
   * @param operands one for each stage that takes a tensor
   */
  static OpCase chain(
      String name, List<Stage> stages, Values in, List<Values> operands, int elements) {
    return chain(name, stages, in, operands, Place.OUT, elements);
  }

  private static void alone(StageOp op, List<OpCase> cases) {
    StageDomain domain = StageDomain.of(op);
    if (!op.isBinary()) {
      for (Place place : List.of(Place.OUT, Place.IN)) {
        cases.add(
            chain(
                "%s, %s".formatted(op, written(place)),
                List.of(Stage.of(op)),
                domain.accumulator(),
                List.of(),
                place,
                ELEMENTS));
      }
      return;
    }
    for (Place place : Place.values()) {
      cases.add(alone(op, "full operand, " + written(place), Stage.of(op, 1, ELEMENTS), place));
    }
    cases.add(alone(op, "row operand", Stage.of(op, 1, COLUMNS), Place.OUT));
    cases.add(alone(op, "column operand", Stage.of(op, COLUMNS, ROWS), Place.IN));
    cases.add(
        chain(
            op + " scalar operand",
            List.of(Stage.of(op, ELEMENTS, 1)),
            domain.accumulator(),
            List.of(domain.scalarOperand()),
            ELEMENTS));
    cases.add(
        chain(
            op + " constant operand",
            List.of(Stage.of(op, 0.625)),
            domain.accumulator(),
            List.of(),
            ELEMENTS));
  }

  private static OpCase alone(StageOp op, String name, Stage stage, Place place) {
    StageDomain domain = StageDomain.of(op);
    return chain(
        op + " " + name,
        List.of(stage),
        domain.accumulator(),
        List.of(domain.operand()),
        place,
        ELEMENTS);
  }

  /** The op in the middle of a chain that first brings the accumulator to where the op is used. */
  private static OpCase amongOthers(StageOp op) {
    StageDomain domain = StageDomain.of(op);
    List<Stage> stages = new ArrayList<>();
    List<Values> operands = new ArrayList<>();
    stages.add(Stage.of(StageOp.TANH));
    stages.add(Stage.of(StageOp.MULTIPLY, (float) ((domain.high() - domain.low()) / 2)));
    stages.add(Stage.of(StageOp.ADD, (float) ((domain.high() + domain.low()) / 2)));
    if (op.isBinary()) {
      stages.add(Stage.of(op, 1, ELEMENTS));
      operands.add(domain.operand());
    } else {
      stages.add(Stage.of(op));
    }
    stages.add(Stage.of(StageOp.MULTIPLY, COLUMNS, ROWS));
    operands.add(Values.uniform(0.5, 2));
    stages.add(Stage.of(StageOp.ADD, 1, COLUMNS));
    operands.add(Values.uniform(-1, 1));
    return chain(op + " among others", stages, Values.uniform(-2, 2), operands, ELEMENTS);
  }

  /** Zero to eight stages, with as many operands as there can be. */
  private static void lengths(List<OpCase> cases) {
    List<Stage> stages =
        List.of(
            Stage.of(StageOp.MULTIPLY, 1, ELEMENTS),
            Stage.of(StageOp.ADD, 1, COLUMNS),
            Stage.of(StageOp.SIGMOID_GRADIENT, 1, ELEMENTS),
            Stage.of(StageOp.SUBTRACT, COLUMNS, ROWS),
            Stage.of(StageOp.DIVIDE, ELEMENTS, 1),
            Stage.of(StageOp.MULTIPLY, COLUMNS, ROWS),
            Stage.of(StageOp.TANH_GRADIENT, 1, ELEMENTS),
            Stage.of(StageOp.ADD, 1, COLUMNS));
    List<Values> operands =
        stages.stream().map(stage -> StageDomain.of(stage.op()).operand()).toList();
    for (int length = 0; length <= Stage.MAX_STAGES; length++) {
      cases.add(
          chain(
              "of %s stages".formatted(length),
              stages.subList(0, length),
              Values.uniform(-1, 1),
              operands.subList(0, length),
              ELEMENTS));
    }
  }

  /** Bias and activation, as a layer applies them, over matrices of awkward size. */
  private static void sizes(List<OpCase> cases) {
    for (int size : AWKWARD) {
      cases.add(layer(size, 5));
      cases.add(layer(5, size));
    }
    cases.add(layer(0, 5));
    cases.add(layer(4099, 37));
    cases.add(layer(8192, 512));
  }

  private static OpCase layer(int rows, int columns) {
    return chain(
        "bias and ELU of %sx%s".formatted(rows, columns),
        List.of(Stage.of(StageOp.ADD, 1, columns), Stage.of(StageOp.ELU)),
        Values.uniform(-2, 2),
        List.of(Values.uniform(-1, 1)),
        rows * columns);
  }

  private static void broadcasts(List<OpCase> cases) {
    cases.add(
        chain(
            "operand along the middle of 3x7x5",
            List.of(Stage.of(StageOp.MULTIPLY, 5, 7)),
            Values.uniform(-1, 1),
            List.of(Values.uniform(-1, 1)),
            3 * 7 * 5));
    cases.add(
        chain(
            "operand whose period does not divide the output",
            List.of(Stage.of(StageOp.ADD, 2, 7)),
            Values.uniform(-1, 1),
            List.of(Values.uniform(-1, 1)),
            ELEMENTS));
  }

  /** The same view as accumulator, operand and result. */
  private static OpCase squareInPlace() {
    return new OpCase(
        "chain",
        "of one view with itself, in place",
        List.of(
            updated(
                "in",
                Values.uniform(-2, 2),
                Tolerance.within(Bound.relative(Rounding.ARITHMETIC)),
                ELEMENTS)),
        (backend, tensors) -> {
          View x = tensors.get("in");
          return backend.chain(List.of(Stage.of(StageOp.MULTIPLY, 1, ELEMENTS)), x, List.of(x), x);
        },
        ELEMENTS);
  }

  private static OpCase chain(
      String name,
      List<Stage> stages,
      Values in,
      List<Values> operands,
      Place place,
      int elements) {
    Tolerance tolerance = Tolerance.within(new ChainBound(stages));
    List<Stage> taking = stages.stream().filter(Stage::takesTensor).toList();
    List<Argument> arguments = new ArrayList<>();
    arguments.add(
        place == Place.IN ? updated("in", in, tolerance, elements) : input("in", in, elements));
    for (int i = 0; i < operands.size(); i++) {
      long period = ((Stage.Tensor) taking.get(i).operand()).period();
      arguments.add(
          place == Place.OPERAND && i == 0
              ? updated(operand(i), operands.get(i), tolerance, period)
              : input(operand(i), operands.get(i), period));
    }
    if (place == Place.OUT) {
      arguments.add(output("out", tolerance, elements));
    }
    return new OpCase(
        "chain",
        name,
        arguments,
        (backend, tensors) ->
            backend.chain(
                stages,
                tensors.get("in"),
                operands(taking.size(), tensors),
                tensors.get(result(place))),
        (double) elements * stages.size());
  }

  private static List<View> operands(int count, Map<String, View> tensors) {
    return IntStream.range(0, count).mapToObj(i -> tensors.get(operand(i))).toList();
  }

  private static String result(Place place) {
    return switch (place) {
      case OUT -> "out";
      case IN -> "in";
      case OPERAND -> operand(0);
    };
  }

  private static String written(Place place) {
    return switch (place) {
      case OUT -> "apart";
      case IN -> "in place";
      case OPERAND -> "over its operand";
    };
  }
}
