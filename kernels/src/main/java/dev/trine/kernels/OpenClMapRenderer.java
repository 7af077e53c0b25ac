package dev.trine.kernels;

import dev.trine.expression.Expression.Index;
import dev.trine.expression.Listing.Leaf;
import dev.trine.kernels.OpenClSteps.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * Renders a mapping as a kernel in OpenCL C, in the terms of {@code map.h}: a line for each step of
 * the listing. Vectors do not cross the ends of rows, which are the grid's lines along its last
 * axis, so that whatever is strided has one stride in a vector. Without anything strided the whole
 * grid is one row.
 */
final class OpenClMapRenderer {
  private final MapForm form;
  private final int last;
  private final List<OpenClTensor> outputs;
  private final List<OpenClTensor> tensors;
  private final List<OpenClTensor> strided;
  private final OpenClSteps steps;
  private final OpenClGuard guard;
  private final OpenClText text;

  private OpenClMapRenderer(MapForm form, OpenClText text) {
    this.form = form;
    this.last = form.axes() - 1;
    this.text = text;
    List<OpenClTensor> inputs = OpenClTensor.inputs(form.inputs());
    outputs = OpenClTensor.outputs("out", form.outputs());
    tensors = new ArrayList<>(inputs);
    tensors.addAll(outputs);
    strided = tensors.stream().filter(OpenClTensor::isStrided).toList();
    steps = new OpenClSteps(form.listing(), inputs, "v", 0);
    guard = form.guarded() ? new OpenClGuard(text) : null;
  }

  /** Adds the kernel to a text. */
  static void render(MapForm form, String name, MapSchedule schedule, OpenClText text) {
    new OpenClMapRenderer(form, text).kernel(name, schedule);
  }

  private void kernel(String name, MapSchedule schedule) {
    text.line("#define WIDTH %s", schedule.width());
    text.line("#define BLOCK %s", schedule.block());
    text.line("#include \"map.h\"");
    if (guard != null) {
      guard.include();
    }
    text.line("");
    text.line("__kernel __attribute__((reqd_work_group_size(%s, 1, 1)))", schedule.lanes());
    text.line("void %s(%s)", name, String.join(", ", parameters()));
    text.open("");
    tensors.forEach(tensor -> text.line("%s += %1$s_offset;", tensor.name()));
    if (guard != null) {
      guard.begin();
    }
    steps.invariant(text);
    if (needsRows()) {
      rows();
    } else {
      oneRow();
    }
    text.close();
  }

  private List<String> parameters() {
    List<String> all = new ArrayList<>();
    tensors.forEach(tensor -> all.addAll(tensor.parameters()));
    if (guard != null) {
      all.addAll(OpenClGuard.PARAMETERS);
    }
    for (int s = 0; s < form.listing().scalars().size(); s++) {
      all.add("float scalar" + s);
    }
    all.add("int n");
    all.add("int wide");
    for (int axis = 0; axis < form.axes(); axis++) {
      all.add("int extent" + axis);
    }
    strided.forEach(tensor -> all.addAll(tensor.strides(form.axes())));
    return all;
  }

  /** Tensors are dense or single elements. */
  private void oneRow() {
    text.line("uint vectors = ((uint)n + WIDTH - 1) / WIDTH;");
    openBlocks();
    text.open("for (uint vector = block; vector < end; vector++)");
    text.line("uint first = WIDTH * vector;");
    text.line("int length = (int)min((uint)WIDTH, (uint)n - first);");
    body();
    text.close();
    text.close();
  }

  /** Row after row, in each of which the strided tensors start somewhere else. */
  private void rows() {
    text.line("uint columns = extent%s;", last);
    text.line("uint row_vectors = (columns + WIDTH - 1) / WIDTH;");
    text.line("uint vectors = (uint)n / columns * row_vectors;");
    text.line("wide = wide && columns %% WIDTH == 0;");
    openBlocks();
    text.line("uint row = block / row_vectors;");
    text.line("uint column = block %% row_vectors * WIDTH;");
    text.open("for (uint vector = block; vector < end; row++, column = 0)");
    text.line("uint rest = row;");
    for (int axis = last - 1; axis >= 0; axis--) {
      text.line("int index%s = rest %% (uint)extent%1$s;", axis);
      text.line("rest /= (uint)extent%s;", axis);
    }
    strided.forEach(tensor -> text.line("%s", tensor.startOfRow(last)));
    text.open("for (; vector < end && column < columns; vector++, column += WIDTH)");
    text.line("uint first = row * columns + column;");
    text.line("int length = (int)min((uint)WIDTH, columns - column);");
    body();
    text.close();
    text.close();
    text.close();
  }

  private void openBlocks() {
    text.line("uint stride = get_global_size(0) * BLOCK;");
    text.open("for (uint block = get_global_id(0) * BLOCK; block < vectors; block += stride)");
    text.line("uint end = min(block + BLOCK, vectors);");
  }

  /**
   * A vector of {@code length} elements, {@code first} of the grid and {@code column} of the row.
   */
  private void body() {
    steps.variant(text, new Place(this::load, this::index));
    if (guard == null) {
      store(this::store);
      return;
    }
    guard.open(IntStream.range(0, outputs.size()).mapToObj(steps::result).toList());
    store(this::store);
    guard.otherwise();
    store(this::storeFinite);
    guard.close();
  }

  /** Stores all results, each by a statement made of its tensor and its value. */
  private void store(BiFunction<OpenClTensor, String, String> statement) {
    for (int o = 0; o < outputs.size(); o++) {
      text.line("%s", statement.apply(outputs.get(o), steps.result(o)));
    }
  }

  private String load(OpenClTensor from) {
    return from.isStrided()
        ? from.gather(inRow(from), from.stride(last), "length")
        : "load_%s(%s + first, length, wide)".formatted(from.type(), from.name());
  }

  private String store(OpenClTensor to, String value) {
    return switch (to.walk()) {
      case DENSE ->
          "store_%s(%s + first, %s, length, wide);".formatted(to.type(), to.name(), value);
      case SINGLE -> to.scatter(to.name(), "0", value, "1");
      case STRIDED -> to.scatter(inRow(to), to.stride(last), value, "length");
    };
  }

  private String storeFinite(OpenClTensor to, String value) {
    return switch (to.walk()) {
      case DENSE -> to.scatterFinite(to.name() + " + first", "1", value, "length");
      case SINGLE -> to.scatterFinite(to.name(), "0", value, "1");
      case STRIDED -> to.scatterFinite(inRow(to), to.stride(last), value, "length");
    };
  }

  private String inRow(OpenClTensor tensor) {
    return "%s_row + (long)column * %s".formatted(tensor.name(), tensor.stride(last));
  }

  private String index(Index index) {
    return index.axis() == last
        ? "(ints)((int)column) + NUMBERS"
        : "(ints)(index%s)".formatted(index.axis());
  }

  private boolean needsRows() {
    return !strided.isEmpty()
        || form.listing().steps().stream()
            .anyMatch(step -> step instanceof Leaf leaf && leaf.expression() instanceof Index);
  }
}
