package dev.trine.kernels;

import dev.trine.expression.Listing;
import dev.trine.kernels.OpenClSteps.Place;
import dev.trine.kernels.RowsForm.FoldPart;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Renders folds of short rows, and all that follows from them, in OpenCL C: a team of lanes for
 * each row.
 */
final class OpenClRowsRenderer {
  private final RowsForm form;
  private final int last;
  private final OpenClText text;
  private final OpenClRowWalk walk;
  private final List<OpenClTensor> inputs;
  private final List<OpenClTensor> ofElements;
  private final List<OpenClTensor> ofRows;
  private final List<OpenClSteps> folds = new ArrayList<>();
  private final OpenClSteps perElement;
  private final OpenClSteps perRow;
  private int scalars;

  private OpenClRowsRenderer(RowsForm form, OpenClText text) {
    this.form = form;
    this.last = form.axes() - 1;
    this.text = text;
    walk = new OpenClRowWalk(text, form.axes());
    inputs = OpenClTensor.inputs(form.inputs());
    ofElements = OpenClTensor.outputs("out", form.perElementOutputs());
    ofRows = OpenClTensor.outputs("row_out", form.perRowOutputs());
    for (FoldPart fold : form.folds()) {
      folds.add(steps(fold.value(), "f%sv".formatted(folds.size())));
    }
    perElement = steps(form.perElement(), "v");
    perRow = steps(form.perRow(), "r");
  }

  private OpenClSteps steps(Listing listing, String prefix) {
    OpenClSteps steps = new OpenClSteps(listing, inputs, prefix, scalars);
    scalars += listing.scalars().size();
    return steps;
  }

  /** Adds the kernel to a text. */
  static void render(RowsForm form, String name, MapSchedule schedule, OpenClText text) {
    OpenClRowsRenderer renderer = new OpenClRowsRenderer(form, text);
    renderer.walk.head(name, schedule, renderer.parameters());
    renderer.body();
    text.close();
  }

  private List<String> parameters() {
    List<String> all = new ArrayList<>();
    tensors().forEach(tensor -> all.addAll(tensor.parameters()));
    for (int s = 0; s < scalars; s++) {
      all.add("float scalar" + s);
    }
    all.addAll(List.of("int rows", "int length"));
    for (int axis = 0; axis < last; axis++) {
      all.add("int extent" + axis);
    }
    overElements().forEach(tensor -> all.addAll(tensor.strides(form.axes())));
    strided(ofRows).forEach(tensor -> all.addAll(tensor.strides(last)));
    return all;
  }

  private void body() {
    tensors().forEach(tensor -> text.line("%s += %1$s_offset;", tensor.name()));
    folds.forEach(fold -> fold.invariant(text));
    perElement.invariant(text);
    walk.openTeams("rows");
    walk.indices("item", last);
    Stream.concat(overElements(), strided(ofRows))
        .forEach(tensor -> text.line("%s", tensor.startOfRow(last)));
    text.line("int stop = present ? length : 0;");
    for (int f = 0; f < folds.size(); f++) {
      FoldPart fold = form.folds().get(f);
      if (fold.order() == FoldOrder.PAIRS) {
        walk.foldPairs(f, fold.combine(), folds.get(f));
      } else {
        walk.fold(f, fold.combine(), folds.get(f), "0", "stop");
      }
    }
    // What elements become may lie over what the row's results are computed from.
    if (!ofRows.isEmpty()) {
      rowResults();
    }
    if (!ofElements.isEmpty()) {
      elementResults();
    }
    text.close();
  }

  private void rowResults() {
    text.open("if (present && member == 0)");
    // Here, since a result may lie over what it is computed from, which no other lane may read.
    perRow.invariant(text);
    perRow.variant(
        text,
        new Place(
            from -> from.gather(from.name() + "_row", "0", "1"),
            index -> "(ints)(index%s)".formatted(index.axis())));
    for (int o = 0; o < ofRows.size(); o++) {
      OpenClTensor to = ofRows.get(o);
      String place = to.isStrided() ? to.name() + "_row" : to.name();
      text.line("%s", to.scatter(place, "0", perRow.result(o), "1"));
    }
    text.close();
  }

  private void elementResults() {
    walk.openVectors("0", "stop");
    perElement.variant(text, walk.inVector());
    for (int o = 0; o < ofElements.size(); o++) {
      OpenClTensor to = ofElements.get(o);
      text.line(
          "%s",
          to.isStrided()
              ? to.scatter(walk.inRow(to), to.stride(last), perElement.result(o), "count")
              : to.scatter(to.name(), "0", perElement.result(o), "1"));
    }
    text.close();
  }

  private Stream<OpenClTensor> tensors() {
    return Stream.of(inputs, ofElements, ofRows).flatMap(List::stream);
  }

  private Stream<OpenClTensor> overElements() {
    return Stream.concat(strided(inputs), strided(ofElements));
  }

  private static Stream<OpenClTensor> strided(List<OpenClTensor> tensors) {
    return tensors.stream().filter(OpenClTensor::isStrided);
  }
}
