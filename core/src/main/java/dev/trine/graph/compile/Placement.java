package dev.trine.graph.compile;

import dev.trine.backend.View;
import dev.trine.graph.Alias;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Effect;
import dev.trine.graph.Input;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Stack;
import dev.trine.graph.Store;
import dev.trine.graph.Value;
import dev.trine.graph.Variable;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where each value of a program lies: in an input, in the state, or in the arena. Values share a
 * place where one is part of another, or is computed in place of another that is no longer needed.
 */
final class Placement {
  private final List<Application> applications;
  private final Map<String, View> inputs;
  private final State state;

  private final LoopRanges loops;

  /** The application in which each value arises. */
  private final Map<Node, Integer> producers = new HashMap<>();

  /**
   * Where a value, or an alias of it, is needed for the last time; at the end of a loop what comes
   * from before it.
   */
  private final Map<Node, Integer> lastUse = new HashMap<>();

  /** Views of inputs, of the state and of values stored where they are computed. */
  private final Map<Node, View> fixed = new HashMap<>();

  /** Values that are computed as parts of a stack. */
  private final Map<Node, Part> parts = new HashMap<>();

  /** Values that a loop computes where its state was, by which the next turns begin. */
  private final Map<Node, Node> returned = new HashMap<>();

  /** What stacks are computed in place of. */
  private Map<Node, Node> overwritten = Map.of();

  /** Where every other value lies. */
  private final Map<Node, Slot> slots = new HashMap<>();

  private final List<MemoryPlan.Block> blocks = new ArrayList<>();

  /** Part of a block. */
  private record Slot(int block, long byteOffset) {}

  /** Part of another value, from one of its elements on. */
  record Part(Node whole, long start) {}

  private Placement(
      List<Application> applications, List<Node> kept, Map<String, View> inputs, State state) {
    this.applications = applications;
    this.inputs = inputs;
    this.state = state;
    this.loops = new LoopRanges(applications);
    for (int i = 0; i < applications.size(); i++) {
      for (Node output : applications.get(i).outputs()) {
        producers.put(output, i);
      }
    }
    kept.forEach(node -> lastUse.put(node, applications.size()));
    for (int i = applications.size() - 1; i >= 0; i--) {
      Application application = applications.get(i);
      int last = i;
      if (application.op() instanceof Alias) {
        for (Node output : application.outputs()) {
          last = Math.max(last, lastUse.getOrDefault(output, i));
        }
      }
      for (Node input : application.inputs()) {
        lastUse.merge(input, Math.max(last, loops.lastUse(producers.get(input), i)), Math::max);
      }
    }
  }

  /** The view of every value; none for a second output that nobody uses. */
  static Map<Node, View> of(
      List<Application> applications,
      List<Node> kept,
      Map<String, View> inputs,
      State state,
      Arena.Share arena) {
    Placement placement = new Placement(applications, kept, inputs, state);
    placement.fixStores();
    placement.findReturned();
    placement.findParts();
    placement.findOverwritten();
    for (int i = 0; i < applications.size(); i++) {
      placement.place(i);
    }
    List<MemoryPlan.Place> places = arena.reserve(placement.blocks);
    Map<Node, View> views = new HashMap<>(placement.fixed);
    placement.slots.forEach(
        (node, slot) ->
            views.put(
                node, arena.view(places.get(slot.block), slot.byteOffset, node.tensorType())));
    return views;
  }

  private void place(int index) {
    Application application = applications.get(index);
    Op op = application.op();
    if (op instanceof Value value) {
      fixed.put(application.output(0), viewOf(value));
    } else if (op instanceof Alias alias) {
      placeParts(application, alias);
    } else if (op instanceof Stack) {
      if (!isPlaced(application.output(0))) {
        place(application.output(0), null, index);
      }
    } else if (op instanceof Enter) {
      Node start = application.input(0);
      place(application.output(0), isFreeAfter(start, index) ? start : null, index);
    } else if (op instanceof Computation computation) {
      for (int i = 0; i < application.outputs().size(); i++) {
        Node output = application.output(i);
        boolean unused = !lastUse.containsKey(output) && i > 0;
        if (!unused && !isPlaced(output)) {
          place(output, i == 0 ? replaceable(application, computation, index) : null, index);
        }
      }
    }
  }

  private View viewOf(Value value) {
    return value instanceof Variable variable
        ? state.of(variable)
        : inputs.get(((Input) value).name());
  }

  private boolean isPlaced(Node node) {
    return fixed.containsKey(node) || slots.containsKey(node);
  }

  private void placeParts(Application application, Alias alias) {
    Node whole = application.input(0);
    List<Long> starts = alias.starts(whole.tensorType());
    for (int i = 0; i < starts.size(); i++) {
      Node output = application.output(i);
      View view = fixed.get(whole);
      if (view != null) {
        fixed.put(output, view.part(starts.get(i), output.shape()));
      } else {
        share(output, whole, starts.get(i));
      }
    }
  }

  /**
   * Places a value that is computed.
   *
   * @param replaced what it may be computed in place of; null for none
   */
  private void place(Node output, Node replaced, int index) {
    Part part = parts.get(output);
    if (returned.containsKey(output)) {
      share(output, returned.get(output), 0);
    } else if (part != null) {
      if (!isPlaced(part.whole)) {
        place(part.whole, overwritten.get(part.whole), index);
      }
      share(output, part.whole, part.start);
    } else if (replaced != null) {
      share(output, replaced, 0);
    } else {
      placeApart(output, index);
    }
  }

  private void placeApart(Node output, int index) {
    int last = lastUse.getOrDefault(output, index);
    slots.put(output, new Slot(blocks.size(), 0));
    blocks.add(new MemoryPlan.Block(output.tensorType().bytes(), index, last));
  }

  /** The output's life prolongs the block's; an alias's is part of its input's already. */
  private void share(Node output, Node with, long start) {
    Slot slot = slots.get(with);
    MemoryPlan.Block shared = blocks.get(slot.block);
    int last = Math.max(shared.lastUse(), lastUse.getOrDefault(output, shared.lastUse()));
    blocks.set(slot.block, new MemoryPlan.Block(shared.bytes(), shared.firstUse(), last));
    long offset = slot.byteOffset + start * output.type().bytes();
    slots.put(output, new Slot(slot.block, offset));
  }

  /** An input in whose place the first output may be computed, or null. */
  private Node replaceable(Application application, Computation op, int index) {
    List<TensorType> types = application.inputs().stream().map(Node::tensorType).toList();
    return IntStream.range(0, types.size())
        .filter(input -> op.allowsInPlace(types, input, 0))
        .mapToObj(application::input)
        .filter(input -> isFreeAfter(input, index))
        .findFirst()
        .orElse(null);
  }

  private boolean isFreeAfter(Node node, int index) {
    Slot slot = slots.get(node);
    return slot != null && blocks.get(slot.block).lastUse() == index;
  }

  /** Finds the values that can be computed right where a stack has them. */
  private void findParts() {
    for (int i = applications.size() - 1; i >= 0; i--) {
      Application application = applications.get(i);
      if (application.op() instanceof Stack) {
        long start = 0;
        for (Node input : application.inputs()) {
          Node value = origin(input);
          Op op = applications.get(producers.get(value)).op();
          boolean computed = op instanceof Computation || op instanceof Stack;
          if (computed
              && !returned.containsKey(value)
              && value.shape().elements() == input.shape().elements()
              && !fixed.containsKey(value)) {
            parts.putIfAbsent(value, new Part(application.output(0), start));
          }
          start += input.shape().elements();
        }
      }
    }
  }

  /**
   * Finds the stacks that can be computed in place of a value in the arena, which none else needs.
   */
  private void findOverwritten() {
    overwritten = new HashMap<>(Overwriting.find(applications, producers, parts, loops));
    overwritten
        .entrySet()
        .removeIf(
            entry ->
                lastUse.get(entry.getValue()) == applications.size()
                    || fixed.containsKey(entry.getValue())
                    || applications.get(producers.get(entry.getValue())).op() instanceof Value);
  }

  /**
   * Finds the values that a loop can compute right where it had its state, because the state is not
   * needed any more by then.
   */
  private void findReturned() {
    for (int i = 0; i < applications.size(); i++) {
      Application again = applications.get(i);
      if (again.op() instanceof Again) {
        Node state = Again.state(again);
        Node value = origin(Again.next(again));
        int made = producers.get(value);
        if (applications.get(made).op() instanceof Computation
            && loops.isRepeated(made)
            && value.shape().elements() == state.shape().elements()
            && applications.subList(made, i).stream().noneMatch(later -> takes(later, state))) {
          returned.put(value, state);
        }
      }
    }
  }

  private boolean takes(Application application, Node value) {
    return application.inputs().stream().anyMatch(input -> origin(input) == value);
  }

  /** Finds the values that can be computed right where they are stored. */
  private void fixStores() {
    for (int i = 0; i < applications.size(); i++) {
      if (applications.get(i).op() instanceof Store store) {
        Node input = applications.get(i).input(0);
        View to = state.of(store, input.tensorType());
        Node value = origin(input);
        int made = producers.get(value);
        boolean computed = applications.get(made).op() instanceof Computation;
        boolean outlivesRun = lastUse.get(value) == applications.size();
        if (computed
            && !loops.isRepeated(made)
            && !outlivesRun
            && value.shape().elements() == to.elements()
            && !fixed.containsKey(value)
            && isUntouched(to, made, i, value)) {
          fixed.put(value, to.reshape(value.shape()));
        }
      }
    }
  }

  /**
   * Whether nobody but {@code value} needs a place of the state from where the value is made to
   * where it is last used.
   */
  private boolean isUntouched(View place, int made, int stored, Node value) {
    int end = Math.max(stored, lastUse.get(value));
    for (int i = made; i <= end; i++) {
      Application application = applications.get(i);
      if (i != stored
          && application.op() instanceof Store other
          && state.of(other, application.input(0).tensorType()).overlaps(place)) {
        return false;
      }
      boolean matters = i <= stored || application.op() instanceof Effect;
      for (Node in : application.inputs()) {
        boolean isReplaced = i == made && isReplaced(application, in, place);
        if (matters && !isReplaced && isOtherIn(place, in, value)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Whether an application may compute its value right over an input, which is all of a place. */
  private boolean isReplaced(Application application, Node in, View place) {
    return application.op() instanceof Computation computation
        && computation.allowsInPlace(in.tensorType())
        && in.shape().elements() == place.elements()
        && origin(in).producer().op() instanceof Variable variable
        && variable.type().elements() == place.elements()
        && state.of(variable).equals(place.reshape(variable.type().shape()));
  }

  /** Whether a node is a tensor of the state, or a value other than {@code own}, in a place. */
  private boolean isOtherIn(View place, Node node, Node own) {
    Node origin = origin(node);
    if (origin.producer().op() instanceof Variable variable) {
      return state.of(variable).overlaps(place);
    }
    View view = fixed.get(origin);
    return origin != own && view != null && view.overlaps(place);
  }

  /** The value that a node is part of; the node itself if it is none. */
  private Node origin(Node node) {
    Node origin = node;
    Application producer = applications.get(producers.get(origin));
    while (producer.op() instanceof Alias) {
      origin = producer.input(0);
      producer = applications.get(producers.get(origin));
    }
    return origin;
  }
}
