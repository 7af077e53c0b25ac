package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Window;
import java.math.BigInteger;

/**
 * What a window sees at each of its places, times the filters: forwards results of images,
 * backwards images of results. Backwards the places are pixels, which are dealt out to phases
 * ({@code window.h}).
 */
record SeenProduct(ConvolutionShape shape, boolean backwards) {
  /** The same extents of another product: a matrix for each group of channels and each phase. */
  Matmul matrices() {
    long ofGroups = (long) shape.groups() * rowPhases() * columnPhases();
    long places = (long) shape.batch() * of(rows(), rowPhases()) * of(columns(), columnPhases());
    long taps =
        (long) of(shape.window().height(), rowPeriod())
            * of(shape.window().width(), columnPeriod());
    long terms = taps * (seenChannels() / shape.groups());
    return Matmul.batched(ofGroups, places, channels() / shape.groups(), terms, false, backwards);
  }

  /** What kernels take of its extents. */
  Arguments extents() {
    Window window = shape.window();
    return new Arguments()
        .ints(shape.batch())
        .ints(backwards ? shape.rows() : shape.height())
        .ints(backwards ? shape.columns() : shape.width())
        .ints(seenChannels())
        .ints(rows(), columns(), channels(), shape.groups())
        .ints(window.height(), window.width(), window.down(), window.across())
        .ints(window.rowStep(), window.columnStep(), window.top(), window.left());
  }

  /** And of the direction. */
  Arguments phases() {
    return new Arguments()
        .flag(backwards)
        .ints(rowPhases(), columnPhases(), rowPeriod(), columnPeriod());
  }

  /** Whether all that is seen of a tap can be loaded by quads. */
  boolean isSeenWide(View seen) {
    return isWide(seenChannels()) && Quads.aligned(seen);
  }

  /** The same of the filters, along the seen channels backwards and else along the others. */
  boolean isFilterWide(View filters) {
    return isWide(shape.filters()) && Quads.aligned(filters);
  }

  /** The same of the results, whatever they are. */
  boolean isOutWide(View out) {
    return isWide(channels()) && Quads.aligned(out);
  }

  private boolean isWide(int channels) {
    return channels % (Quads.LENGTH * shape.groups()) == 0;
  }

  private int seenChannels() {
    return backwards ? shape.filters() : shape.channels();
  }

  private int rows() {
    return backwards ? shape.height() : shape.rows();
  }

  private int columns() {
    return backwards ? shape.width() : shape.columns();
  }

  private int channels() {
    return backwards ? shape.channels() : shape.filters();
  }

  private int rowPhases() {
    return backwards ? Math.min(shape.window().down(), rows()) : 1;
  }

  private int columnPhases() {
    return backwards ? Math.min(shape.window().across(), columns()) : 1;
  }

  private int rowPeriod() {
    return backwards ? period(shape.window().down(), shape.window().rowStep()) : 1;
  }

  private int columnPeriod() {
    return backwards ? period(shape.window().across(), shape.window().columnStep()) : 1;
  }

  /** The least number of steps that make whole strides. */
  private static int period(int stride, int step) {
    return stride / BigInteger.valueOf(stride).gcd(BigInteger.valueOf(step)).intValue();
  }

  /** How many of so many there are in the part that has the most. */
  private static int of(int all, int parts) {
    return (all - 1) / parts + 1;
  }
}
