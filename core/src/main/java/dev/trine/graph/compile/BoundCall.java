package dev.trine.graph.compile;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.graph.Cost;
import java.util.List;

/**
 * Work of a program bound to its place in memory: what reads an input once for each slot, and all
 * else once.
 *
 * @param position of the application among the program's
 * @param name for people
 * @param calls one, or one for each slot
 * @param work without what scratch costs
 */
record BoundCall(int position, String name, List<Call> calls, Cost work) {
  BoundCall {
    calls = List.copyOf(calls);
  }

  /** What runs when the inputs are read in that slot. */
  Call call(int slot) {
    return calls.get(calls.size() == 1 ? 0 : slot);
  }

  /** Bytes of scratch that it needs while it runs, whatever the slot. */
  long scratchBytes() {
    return calls.stream().mapToLong(Call::scratchBytes).max().orElse(0);
  }

  /** Gives it its scratch; of calls for different slots only one runs. */
  void attachScratch(View scratch) {
    for (Call call : calls) {
      if (call.scratchBytes() > 0) {
        call.attachScratch(scratch);
      }
    }
  }

  Cost cost() {
    return work.plus(new Cost(0, 2 * scratchBytes())); // written, then read
  }
}
