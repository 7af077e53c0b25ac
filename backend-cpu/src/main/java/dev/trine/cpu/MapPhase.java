package dev.trine.cpu;

import dev.trine.cpu.loops.Schedule;
import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import java.util.List;

/**
 * Values computed over a grid by loops over blocks of its elements, which are shared out to the
 * team in pieces of neighbouring blocks. No element's result depends on the cuts.
 */
final class MapPhase implements Phase, Team.Task {
  private final Gate gate;
  private final int elements;
  private final int blockLength;
  private final Pieces pieces;
  private final MapWorker[] workers;

  MapPhase(Gate gate, int elements, List<Expression> values, MapEnds ends) {
    this(gate, elements, List.of(), values, ends, null);
  }

  /** Writes the results only of elements for which all are finite, else marks the step. */
  static MapPhase guarded(
      Gate gate, int elements, List<Expression> values, MapEnds ends, Region stepState) {
    return new MapPhase(gate, elements, List.of(Finite.sum(values)), values, ends, stepState);
  }

  private MapPhase(
      Gate gate,
      int elements,
      List<Expression> tested,
      List<Expression> values,
      MapEnds ends,
      Region stepState) {
    this.gate = gate;
    this.elements = elements;
    blockLength = ends.blockLength(values, MapBlocks.LENGTH);
    long operations = Listing.of(values).operations();
    pieces = Pieces.ofElements(elements, blockLength, operations, gate.team().threads());
    Schedule schedule =
        Schedule.of(tested, values, leaf -> ends.repeats(leaf, blockLength), ends::isSingle);
    workers = new MapWorker[gate.team().threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new MapWorker(schedule, ends, blockLength, gate.blocks(i), stepState);
    }
  }

  @Override
  public void run() {
    gate.team().run(pieces.count(), this);
  }

  /**
   * The same for what is the end of another phase: a task of its own only where there is enough for
   * several threads.
   */
  Phase atTheEnd() {
    return pieces.count() > 1 ? this : () -> workers[0].run(0, elements, blockLength);
  }

  @Override
  public void piece(int piece, int worker) {
    int first = pieces.start(piece) * blockLength;
    int end = (int) Math.min(elements, (long) pieces.start(piece + 1) * blockLength);
    workers[worker].run(first, end, blockLength);
  }
}
