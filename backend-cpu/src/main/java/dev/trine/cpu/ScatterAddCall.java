package dev.trine.cpu;

import dev.trine.backend.View;
import dev.trine.backend.op.ScatterOrder;
import java.util.Arrays;

/**
 * Adds updates up by rows, in the order of {@link ScatterOrder}. The indices are sorted by one
 * thread; then the rows are shared out, so that each piece has about as much to add and to write,
 * and where they are wide strips of them too, for a row that has most of the updates.
 */
final class ScatterAddCall extends CpuCall implements Team.Task {
  /** Columns that one thread takes at a time. */
  private static final int STRIP = 256;

  private final CpuMemory memory;
  private final Region updates;
  private final Region out;
  private final int rows;
  private final int width;
  private final IndexSort sort;
  private final int strips;
  private final Pieces pieces;
  private final ScratchOfCall scratch;

  ScatterAddCall(
      Gate gate,
      CpuMemory memory,
      int rows,
      int width,
      Region indices,
      Region updates,
      Region out) {
    super(gate, "scatterAdd", indices, updates, out);
    this.memory = memory;
    this.updates = updates;
    this.out = out;
    this.rows = rows;
    this.width = width;
    sort = new IndexSort(indices, rows);
    strips = (width + STRIP - 1) / STRIP;
    long elements = (long) updates.elements() + out.elements();
    pieces = Pieces.of(rows, elements, gate.team().threads());
    scratch = new ScratchOfCall("scatterAdd", memory, out.elements() == 0 ? 0 : sort.bytes());
  }

  @Override
  public long scratchBytes() {
    return scratch.bytes();
  }

  @Override
  public void attachScratch(View given) {
    gate()
        .inside(
            () -> {
              scratch.attach(given);
              sort.attach(given, memory);
              return null;
            });
  }

  @Override
  void execute() {
    if (out.elements() == 0) {
      return;
    }
    scratch.requireUsable();
    gate().team().run(1, sort);
    gate().team().run(strips * pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    Blocks blocks = gate().blocks(worker);
    int column = piece % strips * STRIP;
    int columns = Math.min(STRIP, width - column);
    int end = cut(piece / strips + 1);
    for (int row = cut(piece / strips); row < end; row++) {
      row(row, column, columns, blocks);
    }
  }

  private void row(int row, int column, int columns, Blocks blocks) {
    float[] sum = blocks.first();
    float[] run = blocks.second();
    int end = sort.end(row);
    int begin = sort.begin(row);
    run(begin, end, column, columns, sum, blocks);
    for (begin += ScatterOrder.RUN; begin < end; begin += ScatterOrder.RUN) {
      run(begin, end, column, columns, run, blocks);
      add(run, sum, columns);
    }
    out.put(row * width + column, sum, columns);
  }

  /** The sum of a run that begins at a place, and may end where the row's updates do. */
  private void run(int begin, int end, int column, int columns, float[] sum, Blocks blocks) {
    float[] update = blocks.third();
    Arrays.fill(sum, 0, columns, 0);
    for (int place = begin; place < Math.min(end, begin + ScatterOrder.RUN); place++) {
      updates.get(sort.position(place) * width + column, update, columns);
      add(update, sum, columns);
    }
  }

  private static void add(float[] from, float[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] += from[i];
    }
  }

  /** The first row of a piece: those before it, with their updates, are a fair share of all. */
  private int cut(int piece) {
    long share = ((long) rows + sort.places()) * piece / pieces.count();
    int low = 0;
    int high = rows;
    while (low < high) {
      int row = (low + high) >>> 1;
      if ((long) row + sort.begin(row) < share) {
        low = row + 1;
      } else {
        high = row;
      }
    }
    return low;
  }
}
