package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.whole;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Expression;
import dev.trine.expression.Substitution;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** How rows are gone through: all at once if they are short, else once for each fold. */
final class RowPhases {
  /** Elements that are folded together below which rows side by side are taken one by one. */
  private static final long WORTHWHILE = 256;

  private final Gate gate;
  private final Rows spec;
  private final List<Region> inputs;
  private final List<Region> outputs;
  private final List<float[]> folds = new ArrayList<>();

  RowPhases(Gate gate, Rows spec, List<Region> inputs, List<Region> outputs) {
    this.gate = gate;
    this.spec = spec.length() == 1 ? ofElements(spec) : spec;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * A row of one element may have an input that one result of the element overwrites and one of the
   * row is computed from: so both are computed together.
   */
  private static Rows ofElements(Rows spec) {
    Stream<Result> ofRows =
        spec.perRow().stream()
            .map(
                result -> {
                  List<Long> strides = new ArrayList<>(result.to().strides());
                  strides.add(0L);
                  return new Result(
                      result.value(), new Access(result.to().type(), result.to().start(), strides));
                });
    List<Result> all = Stream.concat(spec.perElement().stream(), ofRows).toList();
    return new Rows(spec.extents(), spec.inputs(), spec.folds(), all, List.of());
  }

  List<Phase> list() {
    int rows = Math.toIntExact(spec.rows().elements());
    for (Fold fold : spec.folds()) {
      float[] values = new float[rows];
      Arrays.fill(values, Folding.of(fold.combine()).none());
      folds.add(values);
    }
    if (rows == 0) {
      return List.of();
    }
    List<Phase> phases = new ArrayList<>();
    if (spec.length() > 0) {
      phases.addAll(ofElements());
    }
    if (!spec.perRow().isEmpty()) {
      phases.add(ofRows());
    }
    return phases;
  }

  /** What each row's fold came to when the phases have run. */
  float[] folded(int fold) {
    return folds.get(fold);
  }

  private List<Phase> ofElements() {
    boolean isAcross = isAcross();
    GridOrder order = new GridOrder(spec.extents(), isAcross);
    MapEnds ends =
        new MapEnds(order)
            .reading(inputs, spec.inputs())
            .folded(folds, order.ofRows())
            .writing(outputs.subList(0, spec.perElement().size()), spec.perElement());
    if (!isAcross && spec.length() <= SumOrder.BLOCK) {
      return List.of(new ShortRowsPhase(gate, spec, ends, folds));
    }
    List<Phase> phases = new ArrayList<>();
    int length = Math.toIntExact(spec.length());
    for (int f = 0; f < folds.size(); f++) {
      Fold fold = spec.folds().get(f);
      phases.add(
          isAcross
              ? AcrossFold.of(gate, fold, length, columns(), ends, folds.get(f))
              : new AlongFold(gate, fold, length, ends, folds.get(f)));
    }
    if (!spec.perElement().isEmpty()) {
      phases.add(new MapPhase(gate, order.elements(), values(spec.perElement()), ends));
    }
    return phases;
  }

  private Phase ofRows() {
    Shape rows = spec.rows();
    List<Expression> values = values(spec.perRow());
    List<Access> accesses = spec.inputs().stream().map(this::ofRow).toList();
    if (spec.length() == 0) {
      values =
          values.stream()
              .map(
                  value ->
                      Substitution.ofLoads(
                          value, load -> load.type() == DType.F32 ? constant(0) : whole(0)))
              .toList();
    }
    MapEnds ends =
        new MapEnds(GridOrder.natural(rows))
            .reading(inputs, accesses)
            .folded(folds, Walk.of(Access.dense(DType.F32, rows), rows))
            .writing(outputs.subList(spec.perElement().size(), outputs.size()), spec.perRow());
    return new MapPhase(gate, Math.toIntExact(rows.elements()), values, ends).atTheEnd();
  }

  /** How the rows have an input that each has one element of; null if they have more. */
  private Access ofRow(Access access) {
    int last = access.strides().size() - 1;
    return access.strides().get(last) == 0
        ? new Access(access.type(), access.start(), access.strides().subList(0, last))
        : null;
  }

  private static List<Expression> values(List<Result> results) {
    return results.stream().map(Result::value).toList();
  }

  /** How many rows lie side by side, if they do. */
  private int columns() {
    return Math.toIntExact(spec.extents().dimension(-2));
  }

  /** Whether more tensors are dense across the rows than along them. */
  private boolean isAcross() {
    if (spec.extents().rank() < 2 || columns() == 1 || spec.length() == 1) {
      return false;
    }
    int last = spec.extents().rank() - 1;
    int balance = 0;
    for (Access access : accesses()) {
      long along = Math.abs(access.strides().get(last));
      long across = Math.abs(access.strides().get(last - 1));
      balance += along == 1 ? -1 : along != 0 && across == 1 ? 1 : 0;
    }
    long together = Math.min(spec.length(), SumOrder.BLOCK) * Math.min(columns(), MapBlocks.LENGTH);
    return balance > 0 && together >= WORTHWHILE;
  }

  private List<Access> accesses() {
    return Stream.concat(spec.inputs().stream(), spec.perElement().stream().map(Result::to))
        .toList();
  }
}
