package dev.trine.backend.internal;

import dev.trine.backend.Variants;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.EnumSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * The three products of a convolution by each way that a backend has, and once with a group for
 * each channel, for which a device may have a kernel of its own. Images, filters and results are
 * products of a number for each axis, so that what comes out is a product of sums along one axis
 * each. All numbers are whole, sums below 2²⁴, and factors such as BF16 has exactly, in which they
 * come too where a backend takes it.
 */
final class ConvolutionCheck {
  /** Both strides, both dilations, and padding that differs from edge to edge. */
  private static final Window WINDOW = new Window(3, 2, 2, 1, 1, 2, 1, 0, 1, 1);

  private static final int BATCH = 3;
  private static final WindowAxis ROWS = WindowAxis.ofRows(WINDOW, 17);
  private static final WindowAxis COLUMNS = WindowAxis.ofColumns(WINDOW, 8);

  private final Trial trial;
  private final DType factors;
  private final int groups;
  private final int channels;
  private final int filters;
  private final Shape images;
  private final Shape weights;
  private final Shape results;

  private ConvolutionCheck(Trial trial, DType factors, int groups, int channels, int filters) {
    this.trial = trial;
    this.factors = factors;
    this.groups = groups;
    this.channels = channels;
    this.filters = filters;
    images = Shape.of(BATCH, ROWS.extent(), COLUMNS.extent(), channels);
    weights = Shape.of(ROWS.taps(), COLUMNS.taps(), channels / groups, filters);
    results = Shape.of(BATCH, ROWS.places(), COLUMNS.places(), filters);
  }

  static void run(Trial trial, Variants variants) {
    for (DType factors : EnumSet.of(DType.F32, trial.backend().precision().operands())) {
      for (Variants.Convolution way : variants.convolutions()) {
        // Larger than any tile, and no multiple of one; in quads, and not.
        new ConvolutionCheck(trial, factors, 1, 8, 132).run(way);
        new ConvolutionCheck(trial, factors, 1, 3, 33).run(way);
      }
      if (trial.backend() instanceof ConvolutionOps convolving) {
        Variants.Convolution depthwise = new Variants.Convolution("depthwise", convolving);
        new ConvolutionCheck(trial, factors, 6, 6, 6).run(depthwise);
      }
    }
  }

  private void run(Variants.Convolution way) {
    View given = trial.tensor(factors, this::image, images.dimensions());
    View kernel = trial.tensor(factors, this::weight, weights.dimensions());
    View upstream = trial.tensor(factors, this::result, results.dimensions());
    View forwards = undefined(upstream);
    View byImages = undefined(given);
    View byFilters = undefined(kernel);
    ConvolutionOps ops = way.convolutions();
    trial.run(
        trial.backend().fill(Double.NaN, forwards),
        trial.backend().fill(Double.NaN, byImages),
        trial.backend().fill(Double.NaN, byFilters),
        ops.convolve(WINDOW, groups, given, kernel, forwards),
        ops.convolveImages(WINDOW, groups, upstream, kernel, byImages),
        ops.convolveFilters(WINDOW, groups, given, upstream, byFilters));
    expect("a convolution", way, forwards, this::forwards);
    expect("the gradient by the images of a convolution", way, byImages, this::byImages);
    expect("the gradient by the filters of a convolution", way, byFilters, this::byFilters);
  }

  /** The coordinates of an element. */
  private static int[] at(Shape shape, int element) {
    long[] coordinates = shape.coordinates(element);
    int[] at = new int[coordinates.length];
    for (int i = 0; i < at.length; i++) {
      at[i] = (int) coordinates[i];
    }
    return at;
  }

  private View undefined(View like) {
    return trial.undefined(like.elements()).reshape(like.shape());
  }

  private void expect(
      String what, Variants.Convolution way, View result, IntToDoubleFunction expected) {
    trial.expect(
        () ->
            "%s of %s to %s channels (%s%s)"
                .formatted(
                    what,
                    channels,
                    filters,
                    way.name(),
                    factors == DType.F32 ? "" : ", of " + factors),
        result,
        expected,
        0);
  }

  private double image(int i) {
    int[] at = at(images, i);
    return ofExample(at[0]) * ofRow(at[1]) * ofColumn(at[2]) * ofChannel(at[3]);
  }

  private double weight(int i) {
    int[] at = at(weights, i);
    return ofTap(at[0]) * ofTap(at[1]) * shareOf(at[2]) * ofFilter(at[3]);
  }

  /** In the place of results, where these are given. */
  private double result(int i) {
    int[] at = at(results, i);
    return ofExample(at[0]) * ofPlace(at[1]) * ofPlace(at[2]) * ofResult(at[3]);
  }

  private double forwards(int i) {
    int[] at = at(results, i);
    int first = at[3] / (filters / groups) * (channels / groups);
    double ofChannels = sum(channels / groups, c -> true, c -> ofChannel(first + c) * shareOf(c));
    return ofExample(at[0])
        * seen(ROWS, at[1], ConvolutionCheck::ofRow)
        * seen(COLUMNS, at[2], ConvolutionCheck::ofColumn)
        * ofChannels
        * ofFilter(at[3]);
  }

  private double byImages(int i) {
    int[] at = at(images, i);
    int first = at[3] / (channels / groups) * (filters / groups);
    double ofFilters =
        sum(filters / groups, f -> true, f -> ofFilter(first + f) * ofResult(first + f));
    return ofExample(at[0])
        * seeing(ROWS, at[1])
        * seeing(COLUMNS, at[2])
        * shareOf(at[3] % (channels / groups))
        * ofFilters;
  }

  private double byFilters(int i) {
    int[] at = at(weights, i);
    int channel = at[3] / (filters / groups) * (channels / groups) + at[2];
    return sum(BATCH, b -> true, b -> ofExample(b) * ofExample(b))
        * met(ROWS, at[0], ConvolutionCheck::ofRow)
        * met(COLUMNS, at[1], ConvolutionCheck::ofColumn)
        * ofChannel(channel)
        * ofResult(at[3]);
  }

  /** What a place takes, times the filter. */
  private static int seen(WindowAxis axis, int place, IntUnaryOperator of) {
    return sum(
        axis.taps(),
        tap -> axis.has(axis.element(place, tap)),
        tap -> of.applyAsInt(axis.element(place, tap)) * ofTap(tap));
  }

  /** The places that take an element, times the filter. */
  private static int seeing(WindowAxis axis, int element) {
    return sum(
        axis.places(),
        place -> true,
        place ->
            sum(
                axis.taps(),
                tap -> axis.element(place, tap) == element,
                tap -> ofPlace(place) * ofTap(tap)));
  }

  /** The elements that one of the filter meets, times the places. */
  private static int met(WindowAxis axis, int tap, IntUnaryOperator of) {
    return sum(
        axis.places(),
        place -> axis.has(axis.element(place, tap)),
        place -> of.applyAsInt(axis.element(place, tap)) * ofPlace(place));
  }

  private static int sum(int count, IntPredicate counts, IntUnaryOperator of) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += counts.test(i) ? of.applyAsInt(i) : 0;
    }
    return sum;
  }

  private static int ofExample(int b) {
    return b % 2 == 0 ? b + 1 : -b;
  }

  private static int ofRow(int y) {
    return y % 3 + 1;
  }

  private static int ofColumn(int x) {
    return x % 2 + 1;
  }

  private static int ofChannel(int c) {
    return c % 3 + 1;
  }

  private static int shareOf(int c) {
    return c % 2 + 1;
  }

  private static int ofTap(int i) {
    return i + 1;
  }

  private static int ofFilter(int f) {
    return f % 5 - 3 < 0 ? f % 5 - 3 : f % 5 - 2;
  }

  private static int ofPlace(int y) {
    return y % 4 == 3 ? -1 : y % 4 + 1;
  }

  private static int ofResult(int f) {
    return f % 3 + 1;
  }
}
