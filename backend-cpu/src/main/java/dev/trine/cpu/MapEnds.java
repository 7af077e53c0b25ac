package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Parts;
import java.util.ArrayList;
import java.util.List;

/** Where the values of a pass over a grid come from and go to. The grid must have elements. */
final class MapEnds {
  /**
   * Values on a grid.
   *
   * @param walk to be copied for each thread
   */
  record End(Storage storage, Walk walk) {}

  private final GridOrder order;
  private final List<End> inputs = new ArrayList<>();
  private final List<End> outputs = new ArrayList<>();
  private List<End> folds = List.of();

  MapEnds(GridOrder order) {
    this.order = order;
  }

  static MapEnds of(Mapping spec, List<Region> inputs, List<Region> outputs) {
    return new MapEnds(GridOrder.natural(spec.extents()))
        .reading(inputs, spec.inputs())
        .writing(outputs, spec.results());
  }

  /** Adds inputs; one that is not read has a null access. */
  MapEnds reading(List<Region> regions, List<Access> accesses) {
    for (int i = 0; i < regions.size(); i++) {
      inputs.add(accesses.get(i) == null ? null : end(regions.get(i), accesses.get(i)));
    }
    return this;
  }

  MapEnds writing(List<Region> regions, List<Result> results) {
    for (int o = 0; o < regions.size(); o++) {
      outputs.add(end(regions.get(o), results.get(o).to()));
    }
    return this;
  }

  /** Takes what rows were folded to, a number a row. */
  MapEnds folded(List<float[]> folds, Walk walk) {
    this.folds = folds.stream().map(fold -> new End(new Numbers(fold), walk)).toList();
    return this;
  }

  private End end(Region region, Access access) {
    return new End(Storage.of(region), order.walk(access));
  }

  End output(int result) {
    return outputs.get(result);
  }

  int outputs() {
    return outputs.size();
  }

  /** Where a {@link Load}, an {@link Index} or a {@link Folded} comes from. */
  End input(Expression leaf) {
    if (leaf instanceof Load load) {
      return inputs.get(load.input());
    }
    return leaf instanceof Folded folded
        ? folds.get(folded.fold())
        : new End(new Indices(), order.indices(((Index) leaf).axis()));
  }

  /**
   * A length near the usual one such that whatever repeats within it does so at blocks' ends.
   *
   * @param values what is computed
   */
  int blockLength(List<Expression> values, int usual) {
    int longest = 1;
    for (Expression part : Parts.of(values)) {
      if (part instanceof Load || part instanceof Index || part instanceof Folded) {
        int period = input(part).walk().period();
        longest = period <= usual ? Math.max(longest, period) : longest;
      }
    }
    return usual / longest * longest;
  }

  /** Whether a leaf gives the same to every element. */
  boolean isSingle(Expression leaf) {
    return input(leaf).walk().period() == 1;
  }

  /**
   * Whether a leaf gives the same to every block.
   *
   * @param unit of which the blocks begin at multiples
   */
  boolean repeats(Expression leaf, int unit) {
    return unit % input(leaf).walk().period() == 0;
  }
}
