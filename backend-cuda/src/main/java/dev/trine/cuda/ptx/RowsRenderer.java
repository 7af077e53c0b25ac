package dev.trine.cuda.ptx;

import dev.trine.kernels.FoldOrder;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.RowsForm;
import dev.trine.kernels.RowsForm.FoldPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The kernel for short rows, with the parameters that {@link RowsForm} describes. A team of lanes
 * takes a row: it folds it, as often as there are folds, and then computes what follows from them.
 */
final class RowsRenderer {
  private static final String ROWS = "rows";
  private static final String LENGTH = "length";

  private final int rowAxes;
  private final Coordinates coordinates;
  private final List<RowTensor> inputs;
  private final List<RowTensor> elementOutputs;
  private final List<RowTensor> rowOutputs;
  private final List<Fold> folds;
  private final List<FoldOrder> orders;
  private final List<RowSteps> folded = new ArrayList<>();
  private final RowSteps perElement;
  private final RowSteps perRow;
  private final Assembly body = new Assembly();

  private RowsRenderer(RowsForm form) {
    rowAxes = form.axes() - 1;
    coordinates = new Coordinates(rowAxes);
    inputs = tensors("in", form.inputs(), form.axes());
    elementOutputs = tensors("out", form.perElementOutputs(), form.axes());
    rowOutputs = tensors("row_out", form.perRowOutputs(), rowAxes);
    folds = form.folds().stream().map(FoldPart::combine).map(Fold::new).toList();
    orders = form.folds().stream().map(FoldPart::order).toList();
    int width = Teams.STRETCH.width();
    for (FoldPart part : form.folds()) {
      String prefix = "fold" + folded.size() + "_";
      folded.add(new RowSteps(prefix, part.value(), inputs, rowAxes, width));
    }
    perElement = new RowSteps("element_", form.perElement(), inputs, rowAxes, width);
    perRow = new RowSteps("row_", form.perRow(), inputs, rowAxes, 0);
  }

  private List<RowTensor> tensors(String prefix, List<Tensor> tensors, int axes) {
    return IntStream.range(0, tensors.size())
        .mapToObj(i -> new TensorAccess(prefix + i, tensors.get(i), axes))
        .map(access -> new RowTensor(access, rowAxes))
        .toList();
  }

  static Entry render(RowsForm form) {
    return new RowsRenderer(form).entry();
  }

  private Entry entry() {
    declareRegisters();
    prepare();
    Teams.beginRound(body, "%" + ROWS);
    enterRow();
    for (int i = 0; i < folds.size(); i++) {
      rewind();
      folded.get(i).computeShared(body);
      if (orders.get(i) == FoldOrder.PAIRS) {
        Pairs.fold(body, "FOLD" + i, folds.get(i), folded.get(i), "%" + LENGTH, Fold.result(i));
      } else {
        Teams.fold(body, "FOLD" + i, folds.get(i), folded.get(i), Fold.result(i));
      }
    }
    // Ahead of the stores: what a row of one element shares may be overwritten as its element.
    perRow.computeShared(body);
    storeElements();
    storeRows();
    Teams.endRound(body);
    return new Entry(parameters(), MapRenderer.LANES, body);
  }

  private Stream<RowTensor> tensors() {
    return Stream.of(inputs, elementOutputs, rowOutputs).flatMap(List::stream);
  }

  private Stream<RowSteps> listings() {
    return Stream.concat(folded.stream(), Stream.of(perElement, perRow));
  }

  private Parameters parameters() {
    Parameters all = new Parameters();
    tensors().forEach(tensor -> all.memory(tensor.access().memory()));
    listings().forEach(listing -> all.floats(listing.scalars()));
    all.ints(List.of(ROWS, LENGTH));
    all.ints(coordinates.parameters());
    tensors().forEach(tensor -> all.ints(tensor.access().strides()));
    return all;
  }

  private void declareRegisters() {
    Teams.declareRegisters(body);
    Fold.declareRegisters(body, folds.size());
    if (orders.contains(FoldOrder.PAIRS)) {
      Pairs.declareRegisters(body);
    }
    body.declare(".b32", "%" + ROWS, "%" + LENGTH, Assembly.WHOLE_PART);
    body.declare(".pred", Instructions.TRUTH);
    coordinates.declareRegisters(body);
    RowTensor.declareShared(body);
    tensors().forEach(tensor -> tensor.declareRegisters(body));
    listings().forEach(listing -> listing.declareRegisters(body));
  }

  /** What is done once, before the loop. */
  private void prepare() {
    body.add("ld.param.u32", "%" + ROWS, "[" + ROWS + "]");
    body.add("ld.param.u32", "%" + LENGTH, "[" + LENGTH + "]");
    coordinates.prepare(body);
    tensors().forEach(tensor -> tensor.access().prepare(body));
  }

  /** Finds the team's row; where there is none, it has no elements. */
  private void enterRow() {
    body.add("selp.b32", Stretch.END, "%" + LENGTH, 0, Teams.EXISTS);
    coordinates.locate(body, Teams.ITEM);
    tensors().forEach(tensor -> tensor.locateRow(body));
  }

  /** To the lane's first element. */
  private void rewind() {
    body.add("mov.u32", Stretch.FIRST, Teams.LANE);
  }

  private void storeElements() {
    if (elementOutputs.isEmpty()) {
      return;
    }
    rewind();
    perElement.computeShared(body);
    Teams.STRETCH.walk(body, "ELEMENTS", this::storeElements);
  }

  private void storeElements(List<Integer> elements) {
    perElement.compute(body, elements);
    for (int element : elements) {
      for (int i = 0; i < elementOutputs.size(); i++) {
        elementOutputs.get(i).store(body, perElement.result(i, element), element);
      }
    }
  }

  private void storeRows() {
    for (int i = 0; i < rowOutputs.size(); i++) {
      rowOutputs.get(i).storeSharedWhere(body, Teams.STORES, perRow.result(i, 0));
    }
  }
}
