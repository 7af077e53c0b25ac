package dev.trine.graph;

import dev.trine.backend.View;
import dev.trine.graph.ops.Input;
import dev.trine.graph.ops.Store;
import dev.trine.graph.ops.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where each value of a program lies: in an input, in the state, or in the arena. Values share a
 * place where one is another under a new shape, or is computed in place of another that is no
 * longer needed.
 */
final class Placement {
  private final List<Application> applications;
  private final Set<Node> kept;
  private final Map<Node, Integer> lastUse = new HashMap<>();

  /** Views of inputs, of the state and of values stored where they are computed. */
  private final Map<Node, View> fixed = new HashMap<>();

  /** For every other value the index of its block. */
  private final Map<Node, Integer> blockOf = new HashMap<>();

  private final List<MemoryPlan.Block> blocks = new ArrayList<>();

  private Placement(List<Application> applications, List<Node> kept) {
    this.applications = applications;
    this.kept = new HashSet<>(kept);
    for (int i = 0; i < applications.size(); i++) {
      for (Node input : applications.get(i).inputs()) {
        lastUse.put(input, i);
      }
    }
    kept.forEach(node -> lastUse.put(node, applications.size()));
  }

  /** The view of every value; none for a second output that nobody uses. */
  static Map<Node, View> of(
      List<Application> applications, List<Node> kept, Map<String, View> inputs, Arena arena) {
    Placement placement = new Placement(applications, kept);
    placement.fixStores();
    for (int i = 0; i < applications.size(); i++) {
      placement.place(i, inputs);
    }
    List<MemoryPlan.Place> places = arena.reserve(placement.blocks);
    Map<Node, View> views = new HashMap<>(placement.fixed);
    placement.blockOf.forEach(
        (node, block) -> views.put(node, arena.view(places.get(block), node.shape())));
    return views;
  }

  private void place(int index, Map<String, View> inputs) {
    Application application = applications.get(index);
    Op op = application.op();
    switch (op.role()) {
      case VALUE -> fixed.put(application.output(0), viewOf(op, inputs));
      case ALIAS -> alias(application.output(0), application.input(0));
      case COMPUTE -> {
        for (int i = 0; i < application.outputs().size(); i++) {
          Node output = application.output(i);
          boolean unused = !lastUse.containsKey(output) && i > 0;
          if (unused || fixed.containsKey(output)) {
            continue;
          }
          if (i == 0 && op.allowsInPlace() && isFreeAfter(application.input(0), index)) {
            share(output, application.input(0));
          } else {
            blockOf.put(output, blocks.size());
            int last = lastUse.getOrDefault(output, index);
            blocks.add(new MemoryPlan.Block(output.shape().elements(), index, last));
          }
        }
      }
      case EFFECT -> {
        // An effect has no outputs.
      }
    }
  }

  private static View viewOf(Op value, Map<String, View> inputs) {
    return value instanceof Variable variable
        ? variable.view()
        : inputs.get(((Input) value).name());
  }

  private void alias(Node output, Node input) {
    View view = fixed.get(input);
    if (view != null) {
      fixed.put(output, view.reshape(output.shape()));
    } else {
      share(output, input);
    }
  }

  private void share(Node output, Node input) {
    int block = blockOf.get(input);
    MemoryPlan.Block shared = blocks.get(block);
    int last = Math.max(shared.lastUse(), lastUse.getOrDefault(output, shared.lastUse()));
    blocks.set(block, new MemoryPlan.Block(shared.elements(), shared.firstUse(), last));
    blockOf.put(output, block);
  }

  private boolean isFreeAfter(Node node, int index) {
    Integer block = blockOf.get(node);
    return block != null && blocks.get(block).lastUse() == index;
  }

  /** Finds the values that can be computed right where they are stored. */
  private void fixStores() {
    for (int i = 0; i < applications.size(); i++) {
      if (applications.get(i).op() instanceof Store store) {
        Node value = applications.get(i).input(0);
        int made = producerIndex(value);
        boolean computed = applications.get(made).op().role() == Op.Role.COMPUTE;
        if (computed
            && !fixed.containsKey(value)
            && !kept.contains(value)
            && isUntouched(store.to(), made, i, value)) {
          fixed.put(value, store.to().reshape(value.shape()));
        }
      }
    }
  }

  private int producerIndex(Node node) {
    for (int i = 0; i < applications.size(); i++) {
      if (applications.get(i).outputs().contains(node)) {
        return i;
      }
    }
    throw new IllegalStateException(node + " is used before it is computed");
  }

  /**
   * Whether nobody but {@code value} needs a place of the state from where the value is made to
   * where it is last used.
   */
  private boolean isUntouched(View place, int made, int stored, Node value) {
    int end = Math.max(stored, lastUse.get(value));
    for (int i = made; i <= end; i++) {
      Application application = applications.get(i);
      if (i != stored && application.op() instanceof Store other && other.to().overlaps(place)) {
        return false;
      }
      boolean matters = i <= stored || application.op().role() == Op.Role.EFFECT;
      if (matters && application.inputs().stream().anyMatch(in -> isStateIn(in, place))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isStateIn(Node node, View place) {
    Application producer = node.producer();
    while (producer.op().role() == Op.Role.ALIAS) {
      producer = producer.input(0).producer();
    }
    return producer.op() instanceof Variable variable && variable.view().overlaps(place);
  }
}
