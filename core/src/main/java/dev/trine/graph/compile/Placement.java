package dev.trine.graph.compile;

import dev.trine.backend.View;
import dev.trine.graph.Application;
import dev.trine.graph.Input;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Store;
import dev.trine.graph.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where each value of a program lies: in an input, in the state, or in the arena. Values share a
 * place where one is another under a new shape, or is computed in place of another that is no
 * longer needed.
 */
final class Placement {
  private final List<Application> applications;

  /** Where a value, or a reshape of it, is needed for the last time. */
  private final Map<Node, Integer> lastUse = new HashMap<>();

  /** Views of inputs, of the state and of values stored where they are computed. */
  private final Map<Node, View> fixed = new HashMap<>();

  /** For every other value the index of its block. */
  private final Map<Node, Integer> blockOf = new HashMap<>();

  private final List<MemoryPlan.Block> blocks = new ArrayList<>();

  private Placement(List<Application> applications, List<Node> kept) {
    this.applications = applications;
    kept.forEach(node -> lastUse.put(node, applications.size()));
    for (int i = applications.size() - 1; i >= 0; i--) {
      Application application = applications.get(i);
      boolean isAlias = application.op().role() == Op.Role.ALIAS;
      int last = isAlias ? lastUse.getOrDefault(application.output(0), i) : i;
      application.inputs().forEach(input -> lastUse.merge(input, last, Math::max));
    }
  }

  /** The view of every value; none for a second output that nobody uses. */
  static Map<Node, View> of(
      List<Application> applications,
      List<Node> kept,
      Map<String, View> inputs,
      Arena.Share arena) {
    Placement placement = new Placement(applications, kept);
    placement.fixStores();
    for (int i = 0; i < applications.size(); i++) {
      placement.place(i, inputs);
    }
    List<MemoryPlan.Place> places = arena.reserve(placement.blocks);
    Map<Node, View> views = new HashMap<>(placement.fixed);
    placement.blockOf.forEach(
        (node, block) -> views.put(node, arena.view(places.get(block), node.tensorType())));
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
          Node replaced = i == 0 ? replaceable(application, index) : null;
          if (replaced != null) {
            share(output, replaced);
          } else {
            blockOf.put(output, blocks.size());
            int last = lastUse.getOrDefault(output, index);
            blocks.add(new MemoryPlan.Block(output.tensorType().bytes(), index, last));
          }
        }
      }
      case EFFECT -> {
        // An effect has no outputs.
      }
    }
  }

  /** An input in whose place the first output may be computed, or null. */
  private Node replaceable(Application application, int index) {
    return application.inputs().stream()
        .filter(input -> application.op().allowsInPlace(input.tensorType()))
        .filter(input -> isFreeAfter(input, index))
        .findFirst()
        .orElse(null);
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

  /** The output's life prolongs the block's; a reshape's is part of its input's already. */
  private void share(Node output, Node input) {
    int block = blockOf.get(input);
    MemoryPlan.Block shared = blocks.get(block);
    int last = Math.max(shared.lastUse(), lastUse.getOrDefault(output, shared.lastUse()));
    blocks.set(block, new MemoryPlan.Block(shared.bytes(), shared.firstUse(), last));
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
        Node value = origin(applications.get(i).input(0));
        int made = producerIndex(value);
        boolean computed = applications.get(made).op().role() == Op.Role.COMPUTE;
        boolean outlivesRun = lastUse.get(value) == applications.size();
        if (computed
            && !outlivesRun
            && !fixed.containsKey(value)
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
      if (matters && application.inputs().stream().anyMatch(in -> isOtherIn(place, in, value))) {
        return false;
      }
    }
    return true;
  }

  /** Whether a node is a tensor of the state, or a value other than {@code own}, in a place. */
  private boolean isOtherIn(View place, Node node, Node own) {
    Node origin = origin(node);
    if (origin.producer().op() instanceof Variable variable) {
      return variable.view().overlaps(place);
    }
    View view = fixed.get(origin);
    return origin != own && view != null && view.overlaps(place);
  }

  /** The value that a node is a reshape of; the node itself if it is none. */
  private static Node origin(Node node) {
    Node origin = node;
    while (origin.producer().op().role() == Op.Role.ALIAS) {
      origin = origin.producer().input(0);
    }
    return origin;
  }
}
