package dev.trine.cuda.ptx;

import dev.trine.backend.op.SumOrder;
import dev.trine.kernels.FoldForm;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The kernel for one fold of long rows, with the parameters that {@link FoldForm} describes. Along
 * a row a team of lanes takes a block; across rows fewer lanes do, beside those of its neighbours.
 */
final class FoldRenderer {
  private static final String ROWS = "rows";
  private static final String LENGTH = "length";
  private static final String BLOCKS = "blocks";
  private static final String ROW = "%row";
  private static final String BLOCK = "%block";
  private static final String PARTIAL = "%sum0";

  private final Direction direction;
  private final Coordinates coordinates;
  private final List<RowTensor> inputs;
  private final TensorAccess partials;
  private final Fold fold;
  private final RowSteps steps;
  private final Assembly body = new Assembly();

  private FoldRenderer(FoldForm form) {
    int rowAxes = form.axes() - 1;
    direction = form.direction();
    coordinates = new Coordinates(rowAxes);
    inputs =
        IntStream.range(0, form.inputs().size())
            .mapToObj(i -> new TensorAccess("in" + i, form.inputs().get(i), form.axes()))
            .map(access -> new RowTensor(access, rowAxes))
            .toList();
    partials = new TensorAccess("partials", new Tensor(DType.F32, Walk.SINGLE), 0);
    fold = new Fold(form.combine());
    steps = new RowSteps("", form.value(), inputs, rowAxes, stretch().width());
  }

  static Entry render(FoldForm form) {
    return new FoldRenderer(form).entry();
  }

  private Stretch stretch() {
    return direction == Direction.ALONG ? Teams.STRETCH : Strips.STRETCH;
  }

  private Entry entry() {
    declareRegisters();
    prepare();
    if (direction == Direction.ALONG) {
      along();
    } else {
      across();
    }
    return new Entry(parameters(), MapRenderer.LANES, body);
  }

  private Parameters parameters() {
    Parameters all = new Parameters();
    accesses().forEach(tensor -> all.memory(tensor.memory()));
    all.floats(steps.scalars());
    all.ints(List.of(ROWS, LENGTH, BLOCKS));
    all.ints(coordinates.parameters());
    accesses().forEach(tensor -> all.ints(tensor.strides()));
    return all;
  }

  private Stream<TensorAccess> accesses() {
    return Stream.concat(inputs.stream().map(RowTensor::access), Stream.of(partials));
  }

  private void declareRegisters() {
    body.declare(".b32", "%" + ROWS, "%" + LENGTH, "%" + BLOCKS, ROW, BLOCK, "%place");
    body.declare(".b32", Assembly.WHOLE_PART);
    body.declare(".pred", Instructions.TRUTH);
    Fold.declareRegisters(body, 0);
    coordinates.declareRegisters(body);
    RowTensor.declareShared(body);
    inputs.forEach(tensor -> tensor.declareRegisters(body));
    body.declare(".b64", partials.start(), "%partial");
    steps.declareRegisters(body);
  }

  /** What is done once, before the loop. */
  private void prepare() {
    for (String number : List.of(ROWS, LENGTH, BLOCKS)) {
      body.add("ld.param.u32", "%" + number, "[" + number + "]");
    }
    coordinates.prepare(body);
    accesses().forEach(tensor -> tensor.prepare(body));
  }

  /** Each team takes a block; those that a row has follow each other. */
  private void along() {
    Teams.declareRegisters(body);
    body.declare(".b32", "%items", PARTIAL);
    body.add("mul.lo.u32", "%items", "%" + ROWS, "%" + BLOCKS);
    Teams.beginRound(body, "%items");
    body.divide(Teams.ITEM, "%" + BLOCKS, ROW, BLOCK);
    enterBlock(Teams.LANE);
    Teams.fold(body, "FOLD", fold, steps, PARTIAL);
    store();
    Teams.endRound(body);
  }

  private void across() {
    Strips.declareRegisters(body);
    Strips.beginRound(body, "%" + ROWS, "%" + BLOCKS, ROW, BLOCK);
    enterBlock(Strips.LANE);
    Strips.fold(body, fold, steps);
    store();
    Strips.endRound(body);
  }

  /**
   * Where the block starts and ends, and where its row is; one that does not exist has no elements.
   *
   * @param lane a register with the number of the lane among those that share the block
   */
  private void enterBlock(String lane) {
    body.add("mul.lo.u32", Stretch.FIRST, BLOCK, SumOrder.BLOCK);
    body.add("add.u32", Stretch.END, Stretch.FIRST, SumOrder.BLOCK);
    body.add("min.u32", Stretch.END, Stretch.END, "%" + LENGTH);
    body.add("selp.b32", Stretch.END, Stretch.END, 0, Teams.EXISTS);
    body.add("add.u32", Stretch.FIRST, Stretch.FIRST, lane);
    coordinates.locate(body, ROW);
    inputs.forEach(tensor -> tensor.locateRow(body));
    steps.computeShared(body);
  }

  private void store() {
    body.add("mad.lo.u32", "%place", ROW, "%" + BLOCKS, BLOCK);
    body.add("mad.wide.u32", "%partial", "%place", Float.BYTES, partials.start());
    body.addWhere(Teams.STORES, "st.global.b32", "[%partial]", PARTIAL);
  }
}
