package dev.trine.kernels;

import dev.trine.backend.op.SumOrder;
import dev.trine.expression.Expression.Index;
import dev.trine.kernels.FoldForm.Direction;
import dev.trine.kernels.OpenClSteps.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders the fold of long rows in OpenCL C. Along rows a vector holds neighbouring elements of
 * one. Across them it holds an element of each of so many neighbouring rows, and a lane keeps all
 * parts of their sums.
 */
final class OpenClFoldRenderer {
  private final FoldForm form;
  private final OpenClText text;
  private final OpenClRowWalk walk;
  private final List<OpenClTensor> inputs;
  private final List<OpenClTensor> strided;
  private final OpenClSteps steps;

  private OpenClFoldRenderer(FoldForm form, OpenClText text) {
    this.form = form;
    this.text = text;
    walk = new OpenClRowWalk(text, form.axes());
    inputs = OpenClTensor.inputs(form.inputs());
    strided = inputs.stream().filter(OpenClTensor::isStrided).toList();
    steps = new OpenClSteps(form.value(), inputs, "v", 0);
  }

  /** Adds the kernel to a text. */
  static void render(FoldForm form, String name, MapSchedule schedule, OpenClText text) {
    OpenClFoldRenderer renderer = new OpenClFoldRenderer(form, text);
    renderer.walk.head(name, schedule, renderer.parameters());
    renderer.body();
    text.close();
  }

  private List<String> parameters() {
    List<String> all = new ArrayList<>();
    inputs.forEach(tensor -> all.addAll(tensor.parameters()));
    all.add("__global F32* partials");
    all.add("long partials_offset");
    for (int s = 0; s < form.value().scalars().size(); s++) {
      all.add("float scalar" + s);
    }
    all.addAll(List.of("int rows", "int length", "int blocks"));
    for (int axis = 0; axis < form.axes() - 1; axis++) {
      all.add("int extent" + axis);
    }
    strided.forEach(tensor -> all.addAll(tensor.strides(form.axes())));
    return all;
  }

  private void body() {
    inputs.forEach(tensor -> text.line("%s += %1$s_offset;", tensor.name()));
    text.line("partials += partials_offset;");
    steps.invariant(text);
    if (form.direction() == Direction.ALONG) {
      along();
    } else {
      across();
    }
  }

  private void along() {
    text.line("uint items = (uint)rows * (uint)blocks;");
    walk.openTeams("items");
    walk.indices("item / (uint)blocks", form.axes() - 1);
    startOfRows();
    block("(int)(item % (uint)blocks)");
    text.line("stop = present ? stop : start;");
    walk.fold(0, form.combine(), steps, "start", "stop");
    text.open("if (present && member == 0)");
    text.line("partials[item] = fold0.s0;");
    text.close();
    text.close();
  }

  private void across() {
    int columns = form.axes() - 2;
    text.line("uint columns = extent%s;", columns);
    text.line("uint vectors = (columns + WIDTH - 1) / WIDTH;");
    text.line("uint items = (uint)rows / columns * (uint)blocks * vectors;");
    walk.openItems("items", "LANES");
    text.line("uint item = first + (uint)get_local_id(0);");
    text.open("if (item < end)");
    text.line("int index%s = (int)(item %% vectors) * WIDTH;", columns);
    text.line("int count = min(WIDTH, extent%s - index%1$s);", columns);
    block("(int)(item / vectors % (uint)blocks)");
    text.line("uint outer = item / vectors / (uint)blocks;");
    text.line("uint row = outer * columns + (uint)index%s;", columns);
    walk.indices("outer", columns);
    startOfRows();
    text.line("floats parts[PARTS];");
    text.open("for (int j = 0; j < PARTS; j++)");
    text.line("parts[j] = NOTHING_%s;", form.combine());
    text.close();
    text.open("for (int next = start; next < stop; next += PARTS)");
    text.line("#pragma unroll");
    text.open("for (int j = 0; j < PARTS; j++)");
    text.line("int column = next + j;");
    text.open("if (column < stop)");
    steps.variant(text, ofNeighbours());
    combine("parts[j]", steps.result(0));
    text.close();
    text.close();
    text.close();
    text.line("#pragma unroll");
    text.open("for (int span = PARTS / 2; span > 0; span /= 2)");
    text.open("for (int j = 0; j < span; j++)");
    combine("parts[j]", "parts[j + span]");
    text.close();
    text.close();
    text.line("scatter_F32(partials + (long)row * blocks + block, blocks, parts[0], count);");
    text.close();
    text.close();
  }

  /** The elements of a block. */
  private void block(String number) {
    text.line("int block = %s;", number);
    text.line("int start = block * %s;", SumOrder.BLOCK);
    text.line("int stop = start + min(length - start, %s);", SumOrder.BLOCK);
  }

  private void startOfRows() {
    strided.forEach(tensor -> text.line("%s", tensor.startOfRow(form.axes() - 1)));
  }

  private void combine(String into, String value) {
    text.line("%s = COMBINE_%s(%1$s, %s);", into, form.combine(), value);
  }

  /** The elements at {@code column} of neighbouring rows. */
  private Place ofNeighbours() {
    int columns = form.axes() - 2;
    return new Place(
        from -> from.gather(walk.inRow(from), from.stride(columns), "count"),
        index -> indexOfNeighbours(index, columns));
  }

  private static String indexOfNeighbours(Index index, int columns) {
    if (index.axis() > columns) {
      return "(ints)(column)";
    }
    String all = "(ints)(index%s)".formatted(index.axis());
    return index.axis() == columns ? all + " + NUMBERS" : all;
  }
}
