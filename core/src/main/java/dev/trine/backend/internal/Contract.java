package dev.trine.backend.internal;

import dev.trine.backend.Backend;
import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Precision;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Rows;
import dev.trine.backend.op.StepState;
import dev.trine.backend.op.UpdateOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * What the op methods of every {@link Backend} demand of their views, checked once, here, when a
 * call is bound. All failures are {@link IllegalArgumentException}s that name op and argument.
 */
public final class Contract {
  private Contract() {}

  /**
   * A copy of a view's elements from or to the first elements of host memory.
   *
   * @param op {@code upload} or {@code download}
   */
  public static void transfer(String op, HostBuffer host, View view) {
    if (host.type() != view.type()) {
      throw new IllegalArgumentException(
          "%s between %s in host memory and %s in buffer '%s'"
              .formatted(op, host.type(), view.type(), view.buffer().owner()));
    }
    if (host.elements() < view.elements()) {
      throw new IllegalArgumentException(
          "%s of %s elements of '%s', but the host memory has %s"
              .formatted(op, view.elements(), view.buffer().owner(), host.elements()));
    }
  }

  /**
   * What is to be waited for.
   *
   * @param op {@code upload} or {@code await}
   * @param isOwn whether it is a ticket of this backend that is not done yet
   */
  public static void ticket(String op, Device device, Ticket ticket, boolean isOwn) {
    if (ticket != Ticket.DONE && !isOwn) {
      throw new IllegalArgumentException(
          "%s on %s waits for no ticket of another backend, but was given %s; wait for that by its own await()"
              .formatted(op, device, ticket));
    }
  }

  public static void fill(double value, View out) {
    try {
      out.type().encode(value);
    } catch (IllegalArgumentException beyond) {
      throw new IllegalArgumentException(
          "fill of buffer '%s': %s".formatted(out.buffer().owner(), beyond.getMessage()), beyond);
    }
  }

  public static void copy(View in, View out) {
    sized("copy", "in", in, out.elements());
    typed("copy", "in", in, out.type());
    apart("copy", "in", in, out);
  }

  /**
   * A product.
   *
   * @param precision what the backend was opened with
   */
  public static void matmul(
      Precision precision,
      Matmul spec,
      View a,
      View b,
      View bias,
      View other,
      View out,
      View columnSums) {
    operand("matmul", "a", a, precision);
    typed("matmul", "b", b, a.type());
    sized("matmul", "a", a, spec.elementsOfA());
    sized("matmul", "b", b, spec.elementsOfB());
    f32("matmul", "out", out, spec.elementsOfOut());
    apart("matmul", "a", a, out);
    apart("matmul", "b", b, out);
    if (bias != null) {
      f32("matmul", "bias", bias, spec.n());
      apart("matmul", "bias", bias, out);
    }
    if (spec.epilogue().takesOther() != (other != null)) {
      throw new IllegalArgumentException(
          "matmul with the epilogue '%s' takes %s"
              .formatted(
                  spec.epilogue(),
                  other == null ? "another tensor, and is given none" : "no other tensor"));
    }
    if (other != null) {
      f32("matmul", "other", other, spec.elementsOfOut());
      apart("matmul", "other", other, out);
    }
    if (columnSums != null) {
      columnSums(spec, columnSums, a, b, bias, other, out);
    }
  }

  private static void columnSums(
      Matmul spec, View columnSums, View a, View b, View bias, View other, View out) {
    if (spec.batch() != 1) {
      throw new IllegalArgumentException(
          "matmul gives the sums of columns of a single product, not of a batch of "
              + spec.batch());
    }
    if (b.type() != DType.F32) {
      throw new IllegalArgumentException(
          "matmul gives the sums of columns of F32, not of %s, whose roundings would add up"
              .formatted(b.type()));
    }
    f32("matmul", "columnSums", columnSums, spec.n());
    apart("matmul", "a", a, columnSums);
    apart("matmul", "b", b, columnSums);
    apart("matmul", "out", out, columnSums);
    if (bias != null) {
      apart("matmul", "bias", bias, columnSums);
    }
    if (other != null) {
      apart("matmul", "other", other, columnSums);
    }
  }

  public static void map(Mapping spec, List<View> inputs, List<View> outputs) {
    mapping("map", spec, inputs, outputs);
  }

  private static void mapping(String op, Mapping spec, List<View> inputs, List<View> outputs) {
    counted(op, inputs, spec.inputs(), outputs, spec.results());
    for (int i = 0; i < inputs.size(); i++) {
      reached(op, "input " + i, inputs.get(i), spec.inputs().get(i), spec.extents());
    }
    for (int o = 0; o < outputs.size(); o++) {
      Access to = spec.results().get(o).to();
      reached(op, "output " + o, outputs.get(o), to, spec.extents());
      for (int i = 0; i < inputs.size(); i++) {
        Access from = spec.inputs().get(i);
        if (!areBeside(inputs.get(i), from, outputs.get(o), to, spec.extents())) {
          walkedAlikeOrApart(op, i, inputs.get(i), from, o, outputs.get(o), to);
        }
      }
      for (int other = 0; other < o; other++) {
        Access before = spec.results().get(other).to();
        if (!areBeside(outputs.get(other), before, outputs.get(o), to, spec.extents())) {
          apart(op, "output " + other, outputs.get(other), outputs.get(o));
        }
      }
    }
  }

  /** Whether two walks go over one tensor, side by side. */
  private static boolean areBeside(View one, Access walk, View other, Access its, Shape extents) {
    return one.equals(other) && walk.isBeside(its, extents);
  }

  public static void rows(Rows spec, List<View> inputs, List<View> outputs) {
    counted("rows", inputs, spec.inputs(), outputs, spec.results());
    for (int i = 0; i < inputs.size(); i++) {
      reached("rows", "input " + i, inputs.get(i), spec.inputs().get(i), spec.extents());
    }
    for (int o = 0; o < outputs.size(); o++) {
      Access to = spec.results().get(o).to();
      boolean isPerElement = o < spec.perElement().size();
      Shape extents = isPerElement ? spec.extents() : spec.rows();
      reached("rows", "output " + o, outputs.get(o), to, extents);
      List<Access> walks = isPerElement ? spec.inputs() : spec.inputsOfRows();
      for (int i = 0; i < inputs.size(); i++) {
        walkedAlikeOrApart("rows", i, inputs.get(i), walks.get(i), o, outputs.get(o), to);
      }
    }
    apart("rows", outputs);
  }

  private static void counted(
      String op, List<View> inputs, List<?> takes, List<View> outputs, List<?> gives) {
    if (inputs.size() != takes.size() || outputs.size() != gives.size()) {
      throw new IllegalArgumentException(
          "%s of %s inputs and %s outputs is bound to %s and %s views"
              .formatted(op, takes.size(), gives.size(), inputs.size(), outputs.size()));
    }
  }

  private static void reached(String op, String name, View view, Access access, Shape extents) {
    typed(op, name, view, access.type());
    long[] range = access.range(extents);
    if (extents.elements() > 0 && (range[0] < 0 || range[1] > view.elements())) {
      throw new IllegalArgumentException(
          "%s over %s reaches the elements [%s, %s) of its %s, but the view of '%s' has %s"
              .formatted(
                  op, extents, range[0], range[1], name, view.buffer().owner(), view.elements()));
    }
  }

  private static void walkedAlikeOrApart(
      String op, int i, View input, Access from, int o, View output, Access to) {
    String names = "input %s by its output %s".formatted(i, o);
    if (to.equals(from)) {
      sameOrApart(op, names, input, output);
    } else {
      apart(op, names, input, output);
    }
  }

  private static void apart(String op, List<View> outputs) {
    for (int o = 0; o < outputs.size(); o++) {
      for (int other = 0; other < o; other++) {
        apart(op, "output " + other, outputs.get(other), outputs.get(o));
      }
    }
  }

  public static void gather(View table, View indices, View out) {
    ofRows("gather", "table", table, indices, "out", out);
    typed("gather", "out", out, table.type());
    apart("gather", "table", table, out);
    apart("gather", "indices", indices, out);
  }

  public static void scatterAdd(View indices, View updates, View out) {
    ofRows("scatterAdd", "out", out, indices, "updates", updates);
    typed("scatterAdd", "updates", updates, DType.F32);
    typed("scatterAdd", "out", out, DType.F32);
    apart("scatterAdd", "indices", indices, out);
    apart("scatterAdd", "updates", updates, out);
  }

  public static void maxPool(Window window, View images, View largest, View chosen) {
    pooled("maxPool", window, images, "images", "largest", largest);
    if (chosen != null) {
      typed("maxPool", "chosen", chosen, DType.I32);
      sameShape("maxPool", "largest", largest, "chosen", chosen);
      apart("maxPool", "images", images, chosen);
      apart("maxPool", "largest", largest, chosen);
    }
    apart("maxPool", "images", images, largest);
  }

  public static void maxPoolGradient(Window window, View gradient, View chosen, View images) {
    pooled("maxPoolGradient", window, images, "images", "gradient", gradient);
    typed("maxPoolGradient", "chosen", chosen, DType.I32);
    sameShape("maxPoolGradient", "gradient", gradient, "chosen", chosen);
    apart("maxPoolGradient", "gradient", gradient, images);
    apart("maxPoolGradient", "chosen", chosen, images);
  }

  public static void averagePool(Window window, View images, View means) {
    pooled("averagePool", window, images, "images", "means", means);
    apart("averagePool", "images", images, means);
  }

  public static void averagePoolGradient(Window window, View gradient, View images) {
    pooled("averagePoolGradient", window, images, "images", "gradient", gradient);
    apart("averagePoolGradient", "gradient", gradient, images);
  }

  /** Images, and a number for each place and channel. */
  private static void pooled(
      String op, Window window, View images, String imagesName, String name, View numbers) {
    typed(op, imagesName, images, DType.F32);
    typed(op, name, numbers, DType.F32);
    if (images.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "%s takes %s of [batch, height, width, channels], not %s"
              .formatted(op, imagesName, images.shape()));
    }
    Shape expected = window.over(images.shape(), images.shape().dimension(3));
    if (!numbers.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "%s over the %s %s takes %s for its %s, not %s"
              .formatted(op, imagesName, images.shape(), expected, name, numbers.shape()));
    }
  }

  /** Some rows, and a row for each index. */
  private static void ofRows(
      String op, String name, View rows, View indices, String indexedName, View indexed) {
    matrix(op, name, rows);
    matrix(op, indexedName, indexed);
    typed(op, "indices", indices, DType.I32);
    Shape expected = Shape.of(indices.elements(), rows.shape().dimension(1));
    if (!indexed.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "%s of %s indices and the %s %s takes %s for its %s, not %s"
              .formatted(
                  op,
                  indices.elements(),
                  name,
                  rows.shape(),
                  expected,
                  indexedName,
                  indexed.shape()));
    }
  }

  /**
   * One of the products of a convolution, of images [batch, height, width, channels], filters
   * [window's height, window's width, channels / groups, filters] and results [batch, rows,
   * columns, filters].
   *
   * @param precision what the backend was opened with
   * @param out which of them it writes
   */
  public static void convolution(
      Precision precision,
      String op,
      Window window,
      int groups,
      View images,
      View filters,
      View results,
      View out) {
    boolean byImages = images == out;
    operand(op, byImages ? "results" : "images", byImages ? results : images, precision);
    DType factors = (byImages ? results : images).type();
    ofFourAxes(op, "images", images, byImages ? DType.F32 : factors);
    ofFourAxes(op, "filters", filters, filters == out ? DType.F32 : factors);
    ofFourAxes(op, "results", results, results == out ? DType.F32 : factors);
    long channels = images.shape().dimension(3);
    long count = filters.shape().dimension(3);
    if (groups < 1 || channels % groups != 0 || count % groups != 0) {
      throw new IllegalArgumentException(
          "%s of %s channels and %s filters in %s groups, expected both to be multiples of the groups"
              .formatted(op, channels, count, groups));
    }
    shaped(
        op,
        "filters",
        filters,
        Shape.of(window.height(), window.width(), channels / groups, count));
    shaped(op, "results", results, window.over(images.shape(), count));
    apartFromOut(op, "images", images, out);
    apartFromOut(op, "filters", filters, out);
    apartFromOut(op, "results", results, out);
  }

  private static void apartFromOut(String op, String name, View view, View out) {
    if (view != out) {
      apart(op, name, view, out);
    }
  }

  private static void ofFourAxes(String op, String name, View view, DType type) {
    typed(op, name, view, type);
    if (view.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "%s takes four axes for its %s, but the view of '%s' has the shape %s"
              .formatted(op, name, view.buffer().owner(), view.shape()));
    }
  }

  private static void shaped(String op, String name, View view, Shape expected) {
    if (!view.shape().equals(expected)) {
      throw new IllegalArgumentException(
          "%s takes %s of %s, but the view of '%s' has the shape %s"
              .formatted(op, name, expected, view.buffer().owner(), view.shape()));
    }
  }

  public static void randomBits(View stepState, View out) {
    stepState("randomBits", stepState);
    typed("randomBits", "out", out, DType.I32);
  }

  public static void dropout(View stepState, View in, View out) {
    stepState("dropout", stepState);
    f32("dropout", "in", in, out.elements());
    f32("dropout", "out", out, in.elements());
    sameOrApart("dropout", "in", in, out);
  }

  public static void update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    mapping("update", spec, inputs, outputs);
    stepState("update", stepState);
    for (int o = 0; o < outputs.size(); o++) {
      typed("update", "output " + o, outputs.get(o), DType.F32);
      apart("update", "stepState", stepState, outputs.get(o));
    }
  }

  public static void commit(
      View gradients, View measures, View sums, View squares, View totals, View stepState) {
    f32("commit", "gradients", gradients, gradients.elements());
    matrix("commit", "measures", measures);
    long count = measures.shape().dimension(0);
    if (count > UpdateOps.MOST_MEASURES) {
      throw new IllegalArgumentException(
          "commit takes at most %s measures, not %s; compute the others in a pass of their own"
              .formatted(UpdateOps.MOST_MEASURES, measures.shape()));
    }
    f32("commit", "measures", measures, measures.elements());
    f32("commit", "totals", totals, 2 * count);
    stepState("commit", stepState);
    apart("commit", "gradients", gradients, totals);
    apart("commit", "measures", measures, totals);
    apart("commit", "gradients", gradients, stepState);
    apart("commit", "measures", measures, stepState);
    apart("commit", "totals", totals, stepState);
    f32("commit", "squares", squares, 1);
    apart("commit", "gradients", gradients, squares);
    apart("commit", "measures", measures, squares);
    apart("commit", "totals", totals, squares);
    apart("commit", "stepState", stepState, squares);
    if (sums != null) {
      f32("commit", "sums", sums, count);
      apart("commit", "gradients", gradients, sums);
      apart("commit", "measures", measures, sums);
      apart("commit", "squares", squares, sums);
      apart("commit", "totals", totals, sums);
      apart("commit", "stepState", stepState, sums);
    }
  }

  private static void matrix(String op, String name, View view) {
    if (view.shape().rank() != 2) {
      throw new IllegalArgumentException(
          "%s takes a matrix, but its %s has the shape %s".formatted(op, name, view.shape()));
    }
  }

  private static void stepState(String op, View view) {
    typed(op, "stepState", view, DType.I32);
    sized(op, "stepState", view, StepState.ELEMENTS);
  }

  /** What is multiplied: F32, or what the backend's precision makes of it. */
  private static void operand(String op, String name, View view, Precision precision) {
    if (view.type() != DType.F32 && view.type() != precision.operands()) {
      throw new IllegalArgumentException(
          "%s takes %s for its %s on a backend opened with Precision.%s, but the view of '%s' is of %s"
              .formatted(
                  op, precision.operands(), name, precision, view.buffer().owner(), view.type()));
    }
  }

  private static void f32(String op, String name, View view, long elements) {
    typed(op, name, view, DType.F32);
    sized(op, name, view, elements);
  }

  private static void typed(String op, String name, View view, DType type) {
    if (view.type() != type) {
      throw new IllegalArgumentException(
          "%s takes %s for its %s, but the view of '%s' is of %s"
              .formatted(op, type, name, view.buffer().owner(), view.type()));
    }
  }

  private static void sameShape(String op, String name, View view, String other, View as) {
    if (!view.shape().equals(as.shape())) {
      throw new IllegalArgumentException(
          "%s takes a %s as large as its %s, %s, not %s"
              .formatted(op, other, name, view.shape(), as.shape()));
    }
  }

  private static void sized(String op, String name, View view, long elements) {
    if (view.elements() != elements) {
      throw new IllegalArgumentException(
          "%s takes %s elements for its %s, but the view of '%s' has %s (shape %s)"
              .formatted(op, elements, name, view.buffer().owner(), view.elements(), view.shape()));
    }
  }

  private static void sameOrApart(String op, String name, View in, View out) {
    if (in.buffer() != out.buffer() || in.byteOffset() != out.byteOffset()) {
      apart(op, name, in, out);
    }
  }

  private static void apart(String op, String name, View in, View out) {
    if (in.overlaps(out)) {
      throw new IllegalArgumentException(
          "%s writes over its own %s: both lie in buffer '%s', at bytes %s and %s"
              .formatted(op, name, in.buffer().owner(), out.byteOffset(), in.byteOffset()));
    }
  }
}
