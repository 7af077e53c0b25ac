package dev.trine.graph.compile;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Places for all inputs of a program, and the program as it reads them there. */
final class Slot {
  private final Map<String, View> inputs;
  private final Map<String, Call> fetches;
  private final List<Recording> recordings;

  /** The inputs whose value here is the one that they were given last. */
  private final Set<String> latest = new HashSet<>();

  private Ticket left = Ticket.DONE;

  /**
   * @param fetches what copies each input from the other slot; none if there is no other
   * @param recordings one for each segment
   */
  Slot(Map<String, View> inputs, Map<String, Call> fetches, List<Recording> recordings) {
    this.inputs = inputs;
    this.fetches = fetches;
    this.recordings = recordings;
  }

  View input(String name) {
    return inputs.get(name);
  }

  List<Recording> recordings() {
    return recordings;
  }

  /** Says that an input was given another value than the one here. */
  void outdate(String input) {
    latest.remove(input);
  }

  /** Says that the value an input was given last is the one here. */
  void update(String input) {
    latest.add(input);
  }

  /** Enqueues copies of what the other slot has of the latest values and this one has not. */
  void fetchFrom(Slot other) {
    for (String input : other.latest) {
      if (latest.add(input)) {
        fetches.get(input).enqueue();
      }
    }
  }

  /** Says that nothing reads this slot behind a mark. */
  void leave(Ticket mark) {
    left = mark;
  }

  /** When the inputs here may be written again. */
  Ticket left() {
    return left;
  }
}
