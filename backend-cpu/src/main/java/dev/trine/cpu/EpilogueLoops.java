package dev.trine.cpu;

import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.backend.op.Matmul;
import dev.trine.cpu.loops.Schedule;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Collections;
import java.util.List;

/**
 * A product's epilogue in place and part by part, by whoever summed up the part: its results are in
 * the caches then.
 */
final class EpilogueLoops {
  private final MapWorker[] workers;
  private final int rows;
  private final int columns;

  private EpilogueLoops(MapWorker[] workers, int rows, int columns) {
    this.workers = workers;
    this.rows = rows;
    this.columns = columns;
  }

  /**
   * For results of {@code rows} by {@code columns}.
   *
   * @param other what the epilogue takes, lying in its region as the results do in theirs; null if
   *     it takes none
   */
  static EpilogueLoops of(Gate gate, Matmul spec, Matrix out, Region other, int rows, int columns) {
    if (spec.epilogue().equals(Epilogue.NONE) || spec.batch() * rows * columns == 0) {
      return new EpilogueLoops(new MapWorker[0], rows, columns);
    }
    List<Region> inputs = other == null ? List.of(out.region()) : List.of(out.region(), other);
    Access results =
        new Access(
            DType.F32,
            0,
            List.of(out.batchStride(), (long) out.rowStride(), (long) out.columnStride()));
    Mapping mapping =
        new Mapping(
            Shape.of(spec.batch(), rows, columns),
            Collections.nCopies(inputs.size(), results),
            List.of(new Result(spec.epilogue().expression(), results)));
    MapEnds ends = MapEnds.of(mapping, inputs, List.of(out.region()));
    Schedule schedule = Schedule.of(mapping.values(), leaf -> false);
    MapWorker[] workers = new MapWorker[gate.team().threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new MapWorker(schedule, ends, 1, gate.blocks(i));
    }
    return new EpilogueLoops(workers, rows, columns);
  }

  /** Does a part. */
  void run(int worker, Part part) {
    if (workers.length == 0) {
      return;
    }
    for (int batch = part.batch(); batch < part.batch() + part.batches(); batch++) {
      if (part.columns() == columns) {
        run(worker, batch, part.row(), 0, part.rows() * columns);
      } else {
        for (int row = part.row(); row < part.row() + part.rows(); row++) {
          run(worker, batch, row, part.column(), part.columns());
        }
      }
    }
  }

  private void run(int worker, int batch, int row, int column, int count) {
    int start = (batch * rows + row) * columns + column;
    workers[worker].run(start, start + count, MapBlocks.LENGTH);
  }
}
