package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Parts;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a mapping's values come from and go to. */
final class MapEnds {
  /**
   * Values on a grid.
   *
   * @param walk to be copied for each thread
   */
  record End(Storage storage, Walk walk) {}

  private final Mapping spec;
  private final List<End> inputs = new ArrayList<>();
  private final List<End> outputs = new ArrayList<>();

  /** The mapping must have elements. */
  MapEnds(Mapping spec, List<Region> inputs, List<Region> outputs) {
    this.spec = spec;
    for (int i = 0; i < inputs.size(); i++) {
      this.inputs.add(end(inputs.get(i), spec.inputs().get(i)));
    }
    for (int o = 0; o < outputs.size(); o++) {
      this.outputs.add(end(outputs.get(o), spec.results().get(o).to()));
    }
  }

  private End end(Region region, Access access) {
    return new End(Storage.of(region), Walk.of(access, spec.extents()));
  }

  End output(int result) {
    return outputs.get(result);
  }

  /** Where a {@link Load} or an {@link Index} comes from. */
  End input(Expression leaf) {
    if (leaf instanceof Load load) {
      return inputs.get(load.input());
    }
    List<Long> strides = new ArrayList<>(Collections.nCopies(spec.extents().rank(), 0L));
    strides.set(((Index) leaf).axis(), 1L);
    return new End(new Indices(), Walk.of(new Access(DType.I32, 0, strides), spec.extents()));
  }

  /** A length near the usual one such that whatever repeats within it does so at blocks' ends. */
  int blockLength(int usual) {
    int longest = 1;
    for (Expression part : Parts.of(spec.values())) {
      if (part instanceof Load || part instanceof Index) {
        int period = input(part).walk().period();
        longest = period <= usual ? Math.max(longest, period) : longest;
      }
    }
    return usual / longest * longest;
  }

  /** Whether a leaf gives the same to every block. */
  boolean repeats(Expression leaf, int blockLength) {
    return blockLength % input(leaf).walk().period() == 0;
  }
}
