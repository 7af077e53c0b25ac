package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.Expression.Load;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Elements moved as they are to an order in which others are neighbours. A tile is read along the
 * axis whose elements are neighbours in the input, turned in the nearest cache, and written along
 * that whose are neighbours in the output; going along one axis alone would have a cache line for
 * each element.
 */
final class TransposeCall extends CpuCall implements Team.Task {
  /** Elements along each side of a tile. */
  private static final int SIDE = 64;

  /** Along an axis; with fewer there is little to gain. */
  private static final int LEAST = 8;

  private final Region in;
  private final Region out;
  private final int[] outer;
  private final int[] outerFrom;
  private final int[] outerTo;
  private final int from;
  private final int to;
  private final int rows;
  private final int columns;
  private final int rowStride;
  private final int columnStride;
  private final int tilesAcross;
  private final Pieces pieces;
  private final int[][] read;
  private final int[][] turned;

  /**
   * @param row the axis along which the input's elements are neighbours
   * @param column the axis along which the output's are
   */
  private TransposeCall(Gate gate, Mapping spec, Region in, Region out, int row, int column) {
    super(gate, "map", in, out);
    this.in = in;
    this.out = out;
    Shape extents = spec.extents();
    Access reading = spec.inputs().get(0);
    Access writing = spec.results().get(0).to();
    int[] others =
        IntStream.range(0, extents.rank()).filter(axis -> axis != row && axis != column).toArray();
    outer = IntStream.of(others).map(axis -> (int) extents.dimension(axis)).toArray();
    outerFrom = strides(reading, others);
    outerTo = strides(writing, others);
    from = (int) reading.start();
    to = (int) writing.start();
    rows = (int) extents.dimension(row);
    columns = (int) extents.dimension(column);
    rowStride = (int) (long) writing.strides().get(row);
    columnStride = (int) (long) reading.strides().get(column);
    tilesAcross = Pieces.units(columns, SIDE);
    int tiles =
        Pieces.units(rows, SIDE) * tilesAcross * IntStream.of(outer).reduce(1, (a, b) -> a * b);
    int threads = gate.team().threads();
    pieces = Pieces.of(tiles, extents.elements(), threads);
    read = new int[threads][SIDE * SIDE];
    turned = new int[threads][SIDE * SIDE];
  }

  private static int[] strides(Access access, int[] axes) {
    return IntStream.of(axes).map(axis -> (int) (long) access.strides().get(axis)).toArray();
  }

  /** The call for a mapping that this fits, else null. */
  static CpuCall orNull(Gate gate, Mapping spec, List<Region> inputs, List<Region> outputs) {
    if (spec.inputs().size() != 1
        || spec.results().size() != 1
        || !(spec.results().get(0).value() instanceof Load)) {
      return null;
    }
    Access reading = spec.inputs().get(0);
    Access writing = spec.results().get(0).to();
    int row = neighbours(reading, spec.extents());
    int column = neighbours(writing, spec.extents());
    boolean isWord = reading.type() == DType.F32 || reading.type() == DType.I32;
    boolean turns = row >= 0 && column >= 0 && row != column && reading.type() == writing.type();
    return isWord && turns
        ? new TransposeCall(gate, spec, inputs.get(0), outputs.get(0), row, column)
        : null;
  }

  /** The axis along which elements lie side by side, if it is long enough; else −1. */
  private static int neighbours(Access access, Shape extents) {
    return IntStream.range(0, extents.rank())
        .filter(axis -> access.strides().get(axis) == 1 && extents.dimension(axis) >= LEAST)
        .findFirst()
        .orElse(-1);
  }

  @Override
  void execute() {
    gate().team().run(pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    int end = pieces.start(piece + 1);
    for (int tile = pieces.start(piece); tile < end; tile++) {
      turn(tile, read[worker], turned[worker]);
    }
  }

  private void turn(int tile, int[] lines, int[] result) {
    int column = tile % tilesAcross * SIDE;
    int rest = tile / tilesAcross;
    int tilesDown = Pieces.units(rows, SIDE);
    int row = rest % tilesDown * SIDE;
    rest /= tilesDown;
    int read = from + row + column * columnStride;
    int written = to + column + row * rowStride;
    for (int axis = outer.length - 1; axis >= 0; axis--) {
      read += rest % outer[axis] * outerFrom[axis];
      written += rest % outer[axis] * outerTo[axis];
      rest /= outer[axis];
    }
    int height = Math.min(SIDE, rows - row);
    int width = Math.min(SIDE, columns - column);
    for (int c = 0; c < width; c++) {
      in.get(read + c * columnStride, lines, c * SIDE, height);
    }
    for (int r = 0; r < height; r++) {
      turnRow(lines, r, result, r * SIDE, width);
    }
    for (int r = 0; r < height; r++) {
      out.put(written + r * rowStride, result, r * SIDE, width);
    }
  }

  private static void turnRow(int[] lines, int row, int[] result, int at, int width) {
    for (int c = 0; c < width; c++) {
      result[at + c] = lines[c * SIDE + row];
    }
  }
}
