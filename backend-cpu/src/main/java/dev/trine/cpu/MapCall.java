package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import dev.trine.cpu.loops.Schedule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A mapping, by loops over blocks of its elements, which are shared out to the team in pieces of
 * neighbouring blocks. No element's result depends on the cuts.
 */
final class MapCall extends CpuCall implements Team.Task {
  private final int elements;
  private final int blockLength;
  private final Pieces pieces;
  private final MapWorker[] workers;

  MapCall(Gate gate, Mapping spec, List<Region> inputs, List<Region> outputs) {
    super(gate, "map", Stream.concat(inputs.stream(), outputs.stream()).toArray(Region[]::new));
    elements = Math.toIntExact(spec.extents().elements());
    if (elements == 0) {
      blockLength = MapBlocks.LENGTH;
      pieces = new Pieces(0, 0);
      workers = new MapWorker[0];
      return;
    }
    MapEnds ends = new MapEnds(spec, inputs, outputs);
    blockLength = ends.blockLength(MapBlocks.LENGTH);
    pieces = Pieces.ofElements(elements, blockLength, gate.team().threads());
    Schedule schedule = Schedule.of(spec.values(), leaf -> ends.repeats(leaf, blockLength));
    workers = new MapWorker[gate.team().threads()];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new MapWorker(schedule, ends, gate.blocks(i));
    }
  }

  @Override
  void execute() {
    gate().team().run(pieces.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    int first = pieces.start(piece) * blockLength;
    int end = (int) Math.min(elements, (long) pieces.start(piece + 1) * blockLength);
    workers[worker].run(first, end, blockLength);
  }
}
