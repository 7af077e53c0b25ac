package dev.trine.cpu;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/**
 * Pooling, or a gradient of it: a line of results at a time, which is a row of an image or of the
 * window's places, with all channels. Each gathers what belongs to it, in the order that {@link
 * dev.trine.backend.op.PoolingOps} gives, so that threads may have any of them.
 */
abstract class PoolingCall extends CpuCall implements Team.Task {
  final WindowAxis rows;
  final WindowAxis columns;
  final int channels;

  private final Window window;
  private final int lines;
  private final Pieces pieces;
  private final Work[] works;

  /** What one thread works with; each array holds a line of the images, which is no shorter. */
  static final class Work {
    final float[] result;
    final float[] read;
    final int[] bits;
    final int[] otherBits;
    final int[] chosen;

    Work(int length) {
      result = new float[length];
      read = new float[length];
      bits = new int[length];
      otherBits = new int[length];
      chosen = new int[length];
    }
  }

  /**
   * @param out what is computed
   * @param lines how many lines that has
   */
  PoolingCall(
      Gate gate, String op, Window window, Shape images, Region out, int lines, Region... others) {
    super(gate, op, regions(out, others));
    this.window = window;
    this.lines = lines;
    rows = WindowAxis.rows(window, images);
    columns = WindowAxis.columns(window, images);
    channels = (int) images.dimension(3);
    pieces = Pieces.of(lines, (long) out.elements() * window.elements(), gate.team().threads());
    works = new Work[gate.team().threads()];
    for (int i = 0; i < works.length; i++) {
      works[i] = new Work(Math.max(columns.extent(), columns.places()) * channels);
    }
  }

  private static Region[] regions(Region out, Region[] others) {
    Region[] all = new Region[others.length + 1];
    all[0] = out;
    System.arraycopy(others, 0, all, 1, others.length);
    return all;
  }

  /** Computes a line. */
  abstract void line(int line, Work work, Blocks blocks);

  /** The number of an element of the window. */
  final int element(int row, int column) {
    return row * window.width() + column;
  }

  /** Elements in a line of the images. */
  final int imageLine() {
    return columns.extent() * channels;
  }

  /** Elements in a line of places. */
  final int placeLine() {
    return columns.places() * channels;
  }

  /** Divides a line of places by the number of elements that each sees, at least 1. */
  final void divideBySeen(float[] line, int rowsInside) {
    for (int place = 0; place < columns.places(); place++) {
      float seen = Math.max(1, rowsInside * columns.inside(place));
      for (int c = place * channels; c < (place + 1) * channels; c++) {
        line[c] /= seen;
      }
    }
  }

  static void add(float[] of, int from, float[] sums, int to, int count) {
    for (int c = 0; c < count; c++) {
      sums[to + c] += of[from + c];
    }
  }

  @Override
  final void execute() {
    gate().team().run(pieces.count(), this);
  }

  @Override
  public final void piece(int piece, int worker) {
    int end = pieces.start(piece + 1);
    for (int line = pieces.start(piece); line < end; line++) {
      line(line, works[worker], gate().blocks(worker));
    }
  }

  /** Something done with the elements that a column of the window has at all places of a line. */
  @FunctionalInterface
  interface Columns {
    /**
     * @param places where the first place's channels begin
     * @param pixels where the channels of what it sees begin
     * @param count neighbouring elements of both
     */
    void along(int places, int pixels, int count);
  }

  /** All places at which a column of the window is inside, as far as possible at once. */
  final void along(int column, Columns work) {
    int from = columns.from(column);
    int to = columns.to(column);
    if (from >= to) {
      return;
    }
    if (columns.stride() == 1) {
      work.along(from * channels, columns.at(from, column) * channels, (to - from) * channels);
      return;
    }
    for (int place = from; place < to; place++) {
      work.along(place * channels, columns.at(place, column) * channels, channels);
    }
  }
}
