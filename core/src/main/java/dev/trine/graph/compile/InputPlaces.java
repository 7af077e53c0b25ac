package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the inputs of a program lie, each in a buffer of its own: once, or twice, so that one place
 * can be written while the other is read. A program is planned for the first places.
 */
final class InputPlaces {
  private final List<Map<String, View>> slots;
  private final Map<Buffer, String> names = new HashMap<>();

  private InputPlaces(List<Map<String, View>> slots) {
    this.slots = slots;
    first().forEach((name, view) -> names.put(view.buffer(), name));
  }

  /** Two slots where the backend can make use of them. */
  static InputPlaces allocate(
      Backend backend, List<Application> applications, String owner, Resources resources) {
    List<Map<String, View>> slots = new ArrayList<>();
    slots.add(allocateSlot(backend, applications, owner, resources));
    if (backend.overlapsTransfers() && !slots.get(0).isEmpty()) {
      slots.add(allocateSlot(backend, applications, owner, resources));
    }
    return new InputPlaces(slots);
  }

  private static Map<String, View> allocateSlot(
      Backend backend, List<Application> applications, String owner, Resources resources) {
    Map<String, View> inputs = new HashMap<>();
    for (Application application : applications) {
      if (application.op() instanceof Input input) {
        String holder = owner + " input " + input.name();
        inputs.put(input.name(), resources.allocate(backend, input.type(), holder));
      }
    }
    return inputs;
  }

  int slots() {
    return slots.size();
  }

  Map<String, View> first() {
    return slots.get(0);
  }

  /** The inputs, by name. */
  Map<String, View> of(int slot) {
    return slots.get(slot);
  }

  /**
   * For each input, what copies it to a slot from the other. It runs before the program does.
   *
   * @param resources takes charge of the calls
   * @return empty where there is one slot
   */
  Map<String, BoundCall> fetches(Backend backend, Resources resources) {
    Map<String, BoundCall> fetches = new HashMap<>();
    if (slots() == 1) {
      return fetches;
    }
    first()
        .forEach(
            (name, view) -> {
              View twin = of(1).get(name);
              Call back = resources.add(backend.copy(twin, view));
              Call forth = resources.add(backend.copy(view, twin));
              Cost cost = Cost.of(0, List.of(view), List.of(twin));
              fetches.put(name, new BoundCall(0, "fetch " + name, List.of(back, forth), cost));
            });
    return fetches;
  }

  /** Whether any of some views of the plan is an input or part of one; null stands for no view. */
  boolean anyHolds(List<View> views) {
    return views.stream().anyMatch(view -> view != null && names.containsKey(view.buffer()));
  }

  /** What a view of the plan is for a slot: a part of the same input there, else itself. */
  View in(int slot, View view) {
    String name = view == null ? null : names.get(view.buffer());
    return name == null
        ? view
        : of(slot).get(name).buffer().view(view.type(), view.byteOffset(), view.shape());
  }
}
