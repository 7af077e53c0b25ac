package dev.trine.kernels;

import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Renders a mapping as a kernel in OpenCL C, in the terms of {@code map.h}: a line for each step of
 * the listing. Vectors do not cross the ends of rows, which are the grid's lines along its last
 * axis, so that whatever is strided has one stride in a vector. Without anything strided the whole
 * grid is one row.
 */
public final class OpenClMapRenderer {
  /** A tensor under its name in the kernel. */
  private record Operand(String name, String pointer, DType type, Walk walk) {
    static Operand input(int number, Tensor tensor) {
      return of("in" + number, "__global const ", tensor);
    }

    static Operand output(int number, Tensor tensor) {
      return of("out" + number, "__global ", tensor);
    }

    private static Operand of(String name, String space, Tensor tensor) {
      return new Operand(name, space + tensor.type() + "*", tensor.type(), tensor.walk());
    }
  }

  private final MapForm form;
  private final List<Step> steps;
  private final List<Operand> inputs = new ArrayList<>();
  private final List<Operand> outputs = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private final List<Operand> strided;
  private final StringBuilder text = new StringBuilder();
  private int depth;

  private OpenClMapRenderer(MapForm form) {
    this.form = form;
    this.steps = form.listing().steps();
    form.inputs().forEach(tensor -> inputs.add(Operand.input(inputs.size(), tensor)));
    form.outputs().forEach(tensor -> outputs.add(Operand.output(outputs.size(), tensor)));
    operands.addAll(inputs);
    operands.addAll(outputs);
    strided = operands.stream().filter(operand -> operand.walk() == Walk.STRIDED).toList();
  }

  /** The program; its one kernel has the program's name. */
  public static KernelSource render(MapForm form, MapSchedule schedule) {
    String name = "map_" + new KernelSource("", form.key()).hash().substring(0, 8);
    OpenClMapRenderer renderer = new OpenClMapRenderer(form);
    renderer.kernel(name, schedule);
    return KernelSource.of(name, renderer.text.toString());
  }

  private void kernel(String name, MapSchedule schedule) {
    line("/*");
    form.key().lines().forEach(part -> line("%s", part));
    line("*/");
    line("#define WIDTH %s", schedule.width());
    line("#define BLOCK %s", schedule.block());
    line("#include \"map.h\"");
    line("");
    line("__kernel __attribute__((reqd_work_group_size(%s, 1, 1)))", schedule.lanes());
    line("void %s(%s)", name, String.join(", ", parameters()));
    open("");
    operands.forEach(operand -> line("%s += %1$s_offset;", operand.name()));
    for (int i = 0; i < steps.size(); i++) {
      if (isInvariant(steps.get(i))) {
        line(i);
      }
    }
    if (needsRows()) {
      rows();
    } else {
      oneRow();
    }
    close();
  }

  private List<String> parameters() {
    List<String> all = new ArrayList<>();
    for (Operand operand : operands) {
      all.add(operand.pointer() + " " + operand.name());
      all.add("long %s_offset".formatted(operand.name()));
    }
    for (int s = 0; s < form.listing().scalars().size(); s++) {
      all.add("float scalar" + s);
    }
    all.add("int n");
    all.add("int wide");
    for (int axis = 0; axis < form.axes(); axis++) {
      all.add("int extent" + axis);
    }
    for (Operand operand : strided) {
      for (int axis = 0; axis < form.axes(); axis++) {
        all.add("int %s_stride%s".formatted(operand.name(), axis));
      }
    }
    return all;
  }

  /** Tensors are dense or single elements. */
  private void oneRow() {
    line("uint vectors = ((uint)n + WIDTH - 1) / WIDTH;");
    openBlocks();
    open("for (uint vector = block; vector < end; vector++)");
    line("uint first = WIDTH * vector;");
    line("int length = (int)min((uint)WIDTH, (uint)n - first);");
    body();
    close();
    close();
  }

  /** Row after row, in each of which the strided tensors start somewhere else. */
  private void rows() {
    int last = form.axes() - 1;
    line("uint columns = extent%s;", last);
    line("uint row_vectors = (columns + WIDTH - 1) / WIDTH;");
    line("uint vectors = (uint)n / columns * row_vectors;");
    line("wide = wide && columns %% WIDTH == 0;");
    openBlocks();
    line("uint row = block / row_vectors;");
    line("uint column = block %% row_vectors * WIDTH;");
    open("for (uint vector = block; vector < end; row++, column = 0)");
    indexOfRow();
    for (Operand operand : strided) {
      line("%s %s_row = %2$s%s;", operand.pointer(), operand.name(), startOfRow(operand));
    }
    open("for (; vector < end && column < columns; vector++, column += WIDTH)");
    line("uint first = row * columns + column;");
    line("int length = (int)min((uint)WIDTH, columns - column);");
    body();
    close();
    close();
    close();
  }

  private void indexOfRow() {
    line("uint rest = row;");
    for (int axis = form.axes() - 2; axis >= 0; axis--) {
      line("int index%s = rest %% (uint)extent%1$s;", axis);
      line("rest /= (uint)extent%s;", axis);
    }
  }

  private String startOfRow(Operand operand) {
    return IntStream.range(0, form.axes() - 1)
        .mapToObj(axis -> " + (long)index%s * %s_stride%1$s".formatted(axis, operand.name()))
        .collect(Collectors.joining());
  }

  private void openBlocks() {
    line("uint stride = get_global_size(0) * BLOCK;");
    open("for (uint block = get_global_id(0) * BLOCK; block < vectors; block += stride)");
    line("uint end = min(block + BLOCK, vectors);");
  }

  /**
   * A vector of {@code length} elements, {@code first} of the grid and {@code column} of the row.
   */
  private void body() {
    for (int i = 0; i < steps.size(); i++) {
      if (!isInvariant(steps.get(i))) {
        line(i);
      }
    }
    for (int o = 0; o < outputs.size(); o++) {
      line(store(outputs.get(o), "v" + form.listing().results().get(o)));
    }
  }

  private void line(int step) {
    Step what = steps.get(step);
    line("%s v%s = %s;", what.type() == DType.F32 ? "floats" : "ints", step, value(what));
  }

  private String value(Step step) {
    if (step instanceof Computation computation) {
      return computation.arguments().stream()
          .map(argument -> "v" + argument)
          .collect(Collectors.joining(", ", computation.operator() + "(", ")"));
    }
    if (step instanceof Scalar scalar) {
      return "(floats)(scalar%s)".formatted(scalar.index());
    }
    var leaf = ((Leaf) step).expression();
    if (leaf instanceof Constant constant) {
      return "(floats)(%s)".formatted(literal((float) constant.value()));
    }
    if (leaf instanceof Whole whole) {
      return "(ints)(%s)".formatted(literal(whole.value()));
    }
    return leaf instanceof Load load ? load(inputs.get(load.input())) : index((Index) leaf);
  }

  private String load(Operand from) {
    return switch (from.walk()) {
      case DENSE -> "load_%s(%s + first, length, wide)".formatted(from.type(), from.name());
      case SINGLE -> "gather_%s(%s, 0, WIDTH)".formatted(from.type(), from.name());
      case STRIDED -> "gather_%s(%s, length)".formatted(from.type(), alongRow(from));
    };
  }

  private String store(Operand to, String value) {
    return switch (to.walk()) {
      case DENSE ->
          "store_%s(%s + first, %s, length, wide);".formatted(to.type(), to.name(), value);
      case SINGLE -> "scatter_%s(%s, 0, %s, 1);".formatted(to.type(), to.name(), value);
      case STRIDED -> "scatter_%s(%s, %s, length);".formatted(to.type(), alongRow(to), value);
    };
  }

  /** From where in the row on, and by what stride. */
  private String alongRow(Operand operand) {
    return "%s_row + (long)column * %1$s_stride%s, %1$s_stride%2$s"
        .formatted(operand.name(), form.axes() - 1);
  }

  private String index(Index index) {
    return index.axis() == form.axes() - 1
        ? "(ints)((int)column) + NUMBERS"
        : "(ints)(index%s)".formatted(index.axis());
  }

  private boolean isInvariant(Step step) {
    return step instanceof Scalar
        || step instanceof Leaf leaf
            && !(leaf.expression() instanceof Index)
            && !(leaf.expression() instanceof Load load
                && inputs.get(load.input()).walk() != Walk.SINGLE);
  }

  private boolean needsRows() {
    return !strided.isEmpty()
        || steps.stream()
            .anyMatch(step -> step instanceof Leaf leaf && leaf.expression() instanceof Index);
  }

  /** Exactly this number. */
  private static String literal(float value) {
    if (Float.isFinite(value)) {
      return Float.toHexString(value) + "f";
    }
    return Float.isNaN(value) ? "NAN" : value > 0 ? "INFINITY" : "-INFINITY";
  }

  private static String literal(int value) {
    return value == Integer.MIN_VALUE ? "INT_MIN" : Integer.toString(value);
  }

  private void open(String heading) {
    line((heading + " {").strip());
    depth++;
  }

  private void close() {
    depth--;
    line("}");
  }

  private void line(String format, Object... arguments) {
    text.append("  ".repeat(depth)).append(format.formatted(arguments)).append('\n');
  }
}
