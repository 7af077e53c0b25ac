package dev.trine.graph.compile;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the calls of a program have their scratch: in the arena, in memory of values that are dead
 * while the call runs, or of other calls' scratch. What a call needs is known only once it is bound
 * to its values, so these have their places before.
 */
final class ScratchPlacement {
  private ScratchPlacement() {}

  /**
   * Gives every call its scratch.
   *
   * @param calls in the order of the program
   */
  static void attach(List<BoundCall> calls, Arena.Share arena) {
    List<BoundCall> needy = new ArrayList<>();
    List<MemoryPlan.Block> blocks = new ArrayList<>();
    for (BoundCall call : calls) {
      if (call.scratchBytes() > 0) {
        needy.add(call);
        blocks.add(new MemoryPlan.Block(call.scratchBytes(), call.position(), call.position()));
      }
    }
    List<MemoryPlan.Place> places = arena.reserve(blocks);
    for (int i = 0; i < needy.size(); i++) {
      Shape bytes = Shape.of(blocks.get(i).bytes());
      needy.get(i).attachScratch(arena.view(places.get(i), 0, new TensorType(DType.U8, bytes)));
    }
  }
}
