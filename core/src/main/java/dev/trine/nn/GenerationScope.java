package dev.trine.nn;

import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Gather;
import dev.trine.graph.ops.History;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Traces a network for generation, twice: as what happens before the first step, which sets the
 * state, and as a step, which goes on from it. Layers that take nothing but constants are traced as
 * they are; what others take of them is kept, so that a step computes nothing of it anew.
 */
final class GenerationScope extends LayerScope implements StepScope {
  private final Graph graph;
  private final ParameterLayout layout;
  private final GenerationSize size;
  private final Node position;
  private final Node parents;
  private final boolean begins;
  private final Set<Node> constants;
  private final Map<String, TensorType> state = new LinkedHashMap<>();
  private boolean isWhole;

  /**
   * @param step what differs from step to step
   * @param begins whether it is what happens before the first step
   * @param constants what is given for all steps
   */
  GenerationScope(
      Model model, GenerationSize size, StepInput step, boolean begins, Set<Node> constants) {
    super(model.network().frozen());
    this.graph = step.words().graph();
    this.layout = model.layout();
    this.size = size;
    this.position = step.position();
    this.parents = step.parents();
    this.begins = begins;
    this.constants = new HashSet<>(constants);
  }

  /** What outlives a step, by name. */
  Map<String, TensorType> state() {
    return state;
  }

  @Override
  List<Node> trace(Layer layer, List<Node> inputs) {
    if (!isWhole && !constants.containsAll(inputs)) {
      List<Node> kept = new ArrayList<>();
      for (Node in : inputs) {
        kept.add(constants.contains(in) ? once("input " + kept.size(), () -> in) : in);
      }
      return layer.step(this, kept);
    }
    boolean wasWhole = isWhole;
    isWhole = true;
    try {
      List<Node> outputs = layer.apply(this, inputs);
      constants.addAll(outputs);
      return outputs;
    } finally {
      isWhole = wasWhole;
    }
  }

  /** A tensor of the model, which is the same for a step as for a whole sequence. */
  @Override
  public Node parameter(String name, Shape shape, Initialiser initialiser, boolean decays) {
    Shape own = layout.parameter(path(name)).shape();
    if (!own.equals(shape)) {
      throw new IllegalArgumentException(
          "it has '%s' in shape %s for all steps together, and would have it in %s for one, so that it cannot go along sequences step by step"
              .formatted(name, own, shape));
    }
    return graph.variable(path(name), TensorType.f32(shape));
  }

  @Override
  public Node state(String name, Shape shape, Initialiser initialiser) {
    return parameter(name, shape, initialiser, false);
  }

  @Override
  public void next(String name, Node value) {}

  /** What an encoder carries from batch to batch is 0, as where a set has no streams. */
  @Override
  public Node carried(String name, Shape shape) {
    Node zeros = graph.apply(new Constant(0, TensorType.f32(shape)));
    return isWhole ? zeros : carriedFrom(name, zeros);
  }

  @Override
  public Node carriedFrom(String name, Node first) {
    Node before = kept(name, first);
    return begins ? before : ofParents(before);
  }

  @Override
  public void carry(String name, Node value) {
    if (!isWhole && !begins) {
      graph.store(value, variable(name));
    }
  }

  /** Of whatever there is for each row, what that goes on from. */
  private Node ofParents(Node before) {
    return parents == null ? before : Gather.gather(before, parents);
  }

  @Override
  public Node history(String name, Node value) {
    long[] extents = value.shape().dimensions();
    int time = extents.length - 2;
    if (time < 1 || extents[time] != 1 || value.type() != DType.F32) {
      throw new IllegalArgumentException(
          "the layer remembers %s as '%s', expected F32[batch, …, 1, features], of one step"
              .formatted(value.tensorType(), name));
    }
    extents[time] = size.length();
    TensorType type = TensorType.f32(extents);
    Node before = kept(name, graph.apply(new Constant(0, type)));
    if (begins) {
      return before;
    }
    Node now = History.with(ofParents(before), value, position);
    graph.store(now, variable(name));
    return now;
  }

  @Override
  public boolean isConstant(Node value) {
    return isWhole || constants.contains(value);
  }

  @Override
  public Node once(String name, Supplier<Node> value) {
    Node kept = kept(name, value.get());
    constants.add(kept);
    return kept;
  }

  /**
   * A tensor that outlives steps. Before the first it becomes what that finds; in a step, of which
   * only the type of that is used, it is what it was left as.
   */
  private Node kept(String name, Node first) {
    if (state.put(variable(name), first.tensorType()) != null) {
      throw new IllegalArgumentException(
          "the layer asks twice for what it keeps as '%s'".formatted(name));
    }
    if (begins) {
      graph.store(first, variable(name));
      return first;
    }
    return graph.variable(variable(name), first.tensorType());
  }

  private String variable(String name) {
    return "generation " + place(name);
  }

  @Override
  public Node position() {
    return position;
  }

  @Override
  public int length() {
    return size.length();
  }

  @Override
  public int time() {
    return size.time();
  }

  @Override
  public Node reached() {
    return History.upTo(position, size.rows(), size.length());
  }

  @Override
  public boolean training() {
    return false;
  }

  @Override
  public Node stepState() {
    throw new IllegalArgumentException(
        "it draws random numbers though it is not trained, which a generator has none for");
  }

  @Override
  public long seed() {
    return 0;
  }
}
