package dev.trine.cpu;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.cpu.loops.Schedule;
import dev.trine.expression.Arithmetic;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * What becomes of a product's results once they are summed, in place and part by part, by whoever
 * did the part: they are in its caches then.
 */
final class Epilogue {
  private final MapWorker[] workers;
  private final int rows;
  private final int columns;

  private Epilogue(MapWorker[] workers, int rows, int columns) {
    this.workers = workers;
    this.rows = rows;
    this.columns = columns;
  }

  /** For {@code batch} results of {@code rows} by {@code columns}. */
  static Epilogue of(
      Gate gate, Activation activation, Matrix out, long batch, int rows, int columns) {
    if (activation == Activation.IDENTITY || batch * rows * columns == 0) {
      return new Epilogue(new MapWorker[0], rows, columns);
    }
    Access results =
        new Access(
            DType.F32,
            0,
            List.of(out.batchStride(), (long) out.rowStride(), (long) out.columnStride()));
    Mapping mapping =
        new Mapping(
            Shape.of(batch, rows, columns),
            List.of(results),
            List.of(new Result(activation.function().of(Arithmetic.load(0)), results)));
    MapEnds ends = MapEnds.of(mapping, List.of(out.region()), List.of(out.region()));
    Schedule schedule = Schedule.of(mapping.values(), leaf -> false);
    MapWorker[] workers = new MapWorker[gate.team().threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new MapWorker(schedule, ends, 1, gate.blocks(i));
    }
    return new Epilogue(workers, rows, columns);
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
