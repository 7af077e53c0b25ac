package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.folded;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Parts;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows fold by fold, each into memory, and then their results as mappings; or, of rows alone, as an
 * {@link Ending}. A result that is a fold and nothing else is where that is folded to.
 */
final class SplitRows {
  private static final String OP = "rows";
  private static final DeviceKernel COMBINE = DeviceKernel.COMBINE_BLOCKS;

  /** Partials that a lane combines by itself: RUN in the kernel's source. */
  private static final int RUN = 16;

  private static final int ALIGNMENT = Call.SCRATCH_ALIGNMENT / DType.F32.bytes();

  private final DeviceContext context;
  private final MapCalls maps;
  private final Rows spec;
  private final List<Walked> inputs;
  private final List<Walked> outputs;
  private final int rows;

  /**
   * Whether one launch combines the last blocks of all folds, none of which takes another, and
   * computes the results: those of rows alone, of which some are more than folds.
   */
  private final boolean endsTogether;

  SplitRows(
      DeviceContext context, MapCalls maps, Rows spec, List<Walked> inputs, List<Walked> outputs) {
    this.context = context;
    this.maps = maps;
    this.spec = spec;
    this.inputs = inputs;
    this.outputs = outputs;
    this.rows = (int) spec.rows().elements();
    this.endsTogether = endsTogether();
  }

  LaunchCall call() {
    long scratch = 0;
    for (int fold = 0; fold < spec.folds().size(); fold++) {
      scratch += scratch(fold).stream().mapToLong(SplitRows::aligned).sum();
    }
    context.index(OP, scratch);
    return scratch == 0
        ? context.call(OP, launches(null).toArray(BoundLaunch[]::new))
        : new LaunchCall(context, OP, scratch, this::launches);
  }

  /** The elements of scratch that each level of a fold takes, but for one that is an output. */
  private List<Long> scratch(int fold) {
    List<Long> elements = levels().stream().map(count -> rows * count).toList();
    return endsTogether || isOutput(fold) ? elements.subList(0, elements.size() - 1) : elements;
  }

  private boolean isOutput(int fold) {
    return output(fold) >= 0;
  }

  /** The result of rows that this fold is folded to; −1 if none is. */
  private int output(int fold) {
    return endsTogether ? -1 : plainOutput(fold);
  }

  /** The result of rows that is just this fold, stored as it comes; −1 if none is. */
  private int plainOutput(int fold) {
    for (int o = 0; o < spec.perRow().size(); o++) {
      Result result = spec.perRow().get(o);
      if (result.value().equals(folded(fold))
          && result.to().type() == DType.F32
          && result.to().isDense(spec.rows())) {
        return o;
      }
    }
    return -1;
  }

  /** Of how many parts a row's fold is made, level by level; the last is 1. */
  private List<Long> levels() {
    List<Long> levels = new ArrayList<>();
    levels.add(SumOrder.blocks(spec.length()));
    while (last(levels) > 1) {
      levels.add(Tiles.of(last(levels)).tiles());
    }
    return levels;
  }

  private boolean endsTogether() {
    return spec.perElement().isEmpty()
        && SumOrder.blocks(spec.length()) > 1
        && Parts.of(spec.folds().stream().map(Fold::value).toList()).stream()
            .noneMatch(part -> part instanceof Folded)
        && IntStream.range(0, spec.folds().size()).filter(f -> plainOutput(f) >= 0).count()
            < spec.perRow().size()
        && Ending.fits(spec);
  }

  private List<BoundLaunch> launches(View scratch) {
    List<BoundLaunch> launches = new ArrayList<>();
    List<Walked> folds = new ArrayList<>();
    List<View> lastParts = new ArrayList<>();
    long offset = 0;
    for (int f = 0; f < spec.folds().size(); f++) {
      Fold fold = spec.folds().get(f);
      List<View> parts = new ArrayList<>();
      for (long elements : scratch(f)) {
        parts.add(scratch.part(offset, Shape.of(elements)));
        offset += aligned(elements);
      }
      if (isOutput(f)) {
        parts.add(ofRows().get(output(f)).view().part(0, Shape.of(rows)));
      }
      launches.add(FoldBlocks.launch(context, spec, fold, inputs, folds, parts.get(0)));
      for (int level = 1; level < parts.size(); level++) {
        launches.add(combine(fold.combine(), parts.get(level - 1), parts.get(level)));
      }
      lastParts.add(last(parts));
      folds.add(endsTogether ? null : spread(last(parts)));
    }
    if (endsTogether) {
      launches.add(Ending.of(spec, inputs, lastParts, outputs).launch(context));
      return launches;
    }
    // What the row does not share has no element of its own there, and is not asked for.
    List<Walked> shared = inputs.stream().map(Walked::withoutLastAxis).toList();
    List<Result> left = new ArrayList<>();
    List<Walked> places = new ArrayList<>();
    for (int o = 0; o < spec.perRow().size(); o++) {
      int result = o;
      if (IntStream.range(0, folds.size()).noneMatch(f -> output(f) == result)) {
        left.add(spec.perRow().get(o));
        places.add(ofRows().get(o));
      }
    }
    if (!left.isEmpty()) {
      List<Walked> ofFolds = folds.stream().map(Walked::withoutLastAxis).toList();
      launches.add(results(spec.rows(), left, shared, ofFolds, places));
    }
    int ofElements = spec.perElement().size();
    if (ofElements > 0) {
      launches.add(
          results(
              spec.extents(), spec.perElement(), inputs, folds, outputs.subList(0, ofElements)));
    }
    return launches;
  }

  private List<Walked> ofRows() {
    return outputs.subList(spec.perElement().size(), outputs.size());
  }

  /** What the rows were folded to, for every element. */
  private Walked spread(View view) {
    List<Long> strides = new ArrayList<>(Access.dense(DType.F32, spec.rows()).strides());
    strides.add(0L);
    return new Walked(view, new Access(DType.F32, 0, strides));
  }

  private BoundLaunch results(
      Shape extents, List<Result> results, List<Walked> from, List<Walked> folds, List<Walked> to) {
    Needed needed = Needed.of(results.stream().map(Result::value).toList(), from, folds);
    List<Result> moved = new ArrayList<>();
    for (int o = 0; o < results.size(); o++) {
      moved.add(new Result(needed.values().get(o), results.get(o).to()));
    }
    List<Access> accesses = needed.tensors().stream().map(Walked::access).toList();
    return maps.launch(
        new Mapping(extents, accesses, moved),
        needed.tensors().stream().map(Walked::view).toList(),
        to.stream().map(Walked::view).toList());
  }

  private BoundLaunch combine(Combine combine, View from, View to) {
    long count = from.elements() / rows;
    Tiles tiles = Tiles.of(count);
    return context.launch(
        COMBINE,
        context.groups(rows * tiles.tiles(), COMBINE.lanes() / tiles.width()),
        new Arguments()
            .view(from)
            .view(to)
            .ints(rows, (int) count, (int) tiles.tiles())
            .ints(tiles.run(), tiles.width(), combine.ordinal()));
  }

  /** How so many partials are combined by one launch: so many tiles, of width lanes, of a run. */
  private record Tiles(long tiles, int width, int run) {
    static Tiles of(long count) {
      int run = count > COMBINE.lanes() ? RUN : 1;
      int width = powerOfTwo((count + run - 1) / run, COMBINE.lanes());
      long tile = (long) width * run;
      return new Tiles((count + tile - 1) / tile, width, run);
    }

    /**
     * The least power of two that is at least {@code n}, but at most {@code most}, which is one.
     */
    private static int powerOfTwo(long n, int most) {
      int power = 1;
      while (power < n && power < most) {
        power *= 2;
      }
      return power;
    }
  }

  private static long aligned(long elements) {
    return (elements + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  private static <T> T last(List<T> list) {
    return list.get(list.size() - 1);
  }
}
