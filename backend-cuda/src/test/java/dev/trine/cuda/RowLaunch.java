package dev.trine.cuda;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.Rows.Combine;
import dev.trine.backend.op.Rows.Fold;
import dev.trine.backend.op.SumOrder;
import dev.trine.cuda.LaunchCase.Operand;
import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.kernels.FoldForm;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.FoldOrder;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.kernels.RowsForm;
import dev.trine.kernels.RowsForm.FoldPart;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows with what their inputs hold, as launches of the kernels for them. What they must give is by
 * {@link SinglePrecision} and {@link SumOrder}.
 *
 * @param inputs the stored bits of each input's elements
 * @param over for each result the input that it overwrites, or −1
 * @param order of the folds of the one launch
 */
record RowLaunch(String name, Rows rows, List<int[]> inputs, List<Integer> over, FoldOrder order) {
  RowLaunch(String name, Rows rows, List<int[]> inputs, List<Integer> over) {
    this(name, rows, inputs, over, FoldOrder.LANES);
  }

  /** The same, but what is folded are blocks of longer rows. */
  RowLaunch ofBlocks() {
    return new RowLaunch(name + " of blocks", rows, inputs, over, FoldOrder.PAIRS);
  }

  /** The one launch for short rows. */
  LaunchCase fused() {
    RowsForm form =
        new RowsForm(
            rows.folds().stream()
                .map(fold -> new FoldPart(fold.combine(), listing(List.of(fold.value())), order))
                .toList(),
            listing(values(rows.perElement())),
            listing(values(rows.perRow())),
            rows.extents().rank(),
            rows.inputs().stream().map(RowLaunch::tensor).toList(),
            rows.perElement().stream().map(result -> tensor(result.to())).toList(),
            rows.perRow().stream().map(result -> tensor(result.to())).toList());
    List<LaunchArgument> numbers = new ArrayList<>();
    form.folds().forEach(fold -> addScalars(numbers, fold.value()));
    addScalars(numbers, form.perElement());
    addScalars(numbers, form.perRow());
    addInts(numbers, rows.rows().elements(), rows.length());
    addInts(numbers, rows.rows().dimensions());
    rows.inputs().forEach(access -> addStrides(numbers, access));
    rows.results().forEach(result -> addStrides(numbers, result.to()));
    return new LaunchCase(name, form, operands(), numbers);
  }

  /** The launch for the first fold of long rows. */
  LaunchCase fold(Direction direction) {
    Fold fold = rows.folds().get(0);
    FoldForm form =
        new FoldForm(
            listing(List.of(fold.value())),
            fold.combine(),
            rows.extents().rank(),
            rows.inputs().stream().map(RowLaunch::tensor).toList(),
            direction);
    List<LaunchArgument> numbers = new ArrayList<>();
    addScalars(numbers, form.value());
    addInts(numbers, rows.rows().elements(), rows.length(), SumOrder.blocks(rows.length()));
    addInts(numbers, rows.rows().dimensions());
    rows.inputs().forEach(access -> addStrides(numbers, access));
    List<Operand> operands = new ArrayList<>(inputOperands(inputs));
    int[] partials = partials(fold);
    operands.add(new Operand(DType.F32, 0, new int[partials.length], partials, -1));
    return new LaunchCase(name + " " + direction, form, operands, numbers);
  }

  private static void addScalars(List<LaunchArgument> to, Listing listing) {
    listing.scalars().forEach(scalar -> to.add(new LaunchArgument.Float(scalar)));
  }

  private static void addInts(List<LaunchArgument> to, long... numbers) {
    Arrays.stream(numbers).forEach(number -> to.add(new LaunchArgument.Int((int) number)));
  }

  private static void addStrides(List<LaunchArgument> to, Access access) {
    if (!access.isSingle()) {
      access.strides().forEach(stride -> addInts(to, stride));
    }
  }

  private static Tensor tensor(Access access) {
    return new Tensor(access.type(), access.isSingle() ? Walk.SINGLE : Walk.STRIDED);
  }

  private List<Operand> inputOperands(List<int[]> after) {
    return IntStream.range(0, inputs.size())
        .mapToObj(
            i -> {
              Access access = rows.inputs().get(i);
              int start = (int) access.start();
              return new Operand(access.type(), start, inputs.get(i), after.get(i), -1);
            })
        .toList();
  }

  private List<Operand> operands() {
    List<int[]> before = new ArrayList<>(inputs);
    for (int o = 0; o < over.size(); o++) {
      Shape extents = o < rows.perElement().size() ? rows.extents() : rows.rows();
      before.add(
          over.get(o) >= 0
              ? inputs.get(over.get(o))
              : new int[(int) rows.results().get(o).to().range(extents)[1]]);
    }
    List<int[]> after = after(before);
    List<Operand> operands = new ArrayList<>(inputOperands(after));
    for (int o = 0; o < over.size(); o++) {
      Access to = rows.results().get(o).to();
      int number = inputs.size() + o;
      operands.add(
          new Operand(
              to.type(), (int) to.start(), before.get(number), after.get(number), over.get(o)));
    }
    return operands;
  }

  /** All tensors afterwards; those in one memory are one. */
  private List<int[]> after(List<int[]> before) {
    List<int[]> after = new ArrayList<>();
    for (int i = 0; i < before.size(); i++) {
      int shared = i < inputs.size() ? -1 : over.get(i - inputs.size());
      after.add(shared >= 0 ? after.get(shared) : before.get(i).clone());
    }
    for (long r = 0; r < rows.rows().elements(); r++) {
      long[] row = rows.rows().coordinates(r);
      int[] folded = new int[rows.folds().size()];
      for (int f = 0; f < folded.length; f++) {
        folded[f] = Float.floatToRawIntBits(combine(rows.folds().get(f), row, folded));
      }
      for (int i = 0; i < rows.length(); i++) {
        put(after, 0, rows.perElement(), element(row, i), element(row, i), folded);
      }
      put(after, rows.perElement().size(), rows.perRow(), row, element(row, 0), folded);
    }
    return after;
  }

  private void put(
      List<int[]> after, int from, List<Result> results, long[] to, long[] element, int[] folded) {
    int[] values =
        new SinglePrecision(listing(values(results))).run(loads(element), folded, ints(to));
    for (int o = 0; o < values.length; o++) {
      Access access = results.get(o).to();
      after.get(inputs.size() + from + o)[(int) access.position(to)] = stored(access, values[o]);
    }
  }

  private static int stored(Access access, int bits) {
    return access.type() == DType.BF16 ? DType.BF16.encode(Float.intBitsToFloat(bits)) : bits;
  }

  private float combine(Fold fold, long[] row, int[] before) {
    return combine(fold.combine(), elements(fold, row, before));
  }

  private float[] elements(Fold fold, long[] row, int[] before) {
    SinglePrecision computation = new SinglePrecision(listing(List.of(fold.value())));
    float[] values = new float[(int) rows.length()];
    for (int i = 0; i < values.length; i++) {
      long[] index = element(row, i);
      values[i] = Float.intBitsToFloat(computation.run(loads(index), before, ints(index))[0]);
    }
    return values;
  }

  private float combine(Combine combine, float[] values) {
    if (combine == Combine.SUM) {
      return order == FoldOrder.LANES ? SumOrder.sum(values) : pairwise(values);
    }
    float folded = combine == Combine.MAX ? Float.NEGATIVE_INFINITY : Float.POSITIVE_INFINITY;
    for (float value : values) {
      folded = combine == Combine.MAX ? Math.max(folded, value) : Math.min(folded, value);
    }
    return folded;
  }

  private static float pairwise(float[] values) {
    float[] sums = values.clone();
    for (int count = sums.length; count > 1; count = (count + 1) / 2) {
      for (int i = 0; i < count; i += 2) {
        sums[i / 2] = i + 1 < count ? sums[i] + sums[i + 1] : sums[i];
      }
    }
    return sums[0];
  }

  private int[] partials(Fold fold) {
    int blocks = (int) SumOrder.blocks(rows.length());
    int[] partials = new int[(int) rows.rows().elements() * blocks];
    for (int i = 0; i < partials.length; i++) {
      float[] row = elements(fold, rows.rows().coordinates(i / blocks), new int[0]);
      int start = i % blocks * SumOrder.BLOCK;
      float[] block = Arrays.copyOfRange(row, start, Math.min(row.length, start + SumOrder.BLOCK));
      partials[i] = Float.floatToRawIntBits(combine(fold.combine(), block));
    }
    return partials;
  }

  /** As what is computed with. */
  private int[] loads(long[] index) {
    int[] loads = new int[inputs.size()];
    for (int i = 0; i < loads.length; i++) {
      Access access = rows.inputs().get(i);
      int stored = inputs.get(i)[(int) access.position(index)];
      loads[i] = access.type() == DType.BF16 ? stored << Short.SIZE : stored;
    }
    return loads;
  }

  private static long[] element(long[] row, int column) {
    long[] index = Arrays.copyOf(row, row.length + 1);
    index[row.length] = column;
    return index;
  }

  private static int[] ints(long[] index) {
    return Arrays.stream(index).mapToInt(Math::toIntExact).toArray();
  }

  private static List<Expression> values(List<Result> results) {
    return results.stream().map(Result::value).toList();
  }

  private static Listing listing(List<Expression> values) {
    return Listing.of(values);
  }

  @Override
  public String toString() {
    return name;
  }
}
