package dev.trine.onnx.foreign;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.nn.Activate;
import dev.trine.nn.Layer;
import dev.trine.nn.Layers;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.onnx.export.TypeScope;
import dev.trine.onnx.file.OnnxGraph;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The network that comes of a graph, node by node. */
final class NetworkDraft {
  /** A layer and what it takes. */
  private record Part(String name, Layer layer, List<String> from) {}

  private final Map<String, Operand> operands = new HashMap<>();
  private final Map<String, List<OnnxNode>> takers = new HashMap<>();
  private final Set<String> outputs = new HashSet<>();
  private final Set<String> classified = new HashSet<>();
  private final Set<OnnxNode> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Network.Input> inputs = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Integer> kinds = new HashMap<>();
  private final Map<String, float[]> weights = new LinkedHashMap<>();

  NetworkDraft(OnnxGraph graph) {
    graph.initializers().forEach(tensor -> operands.put(tensor.name(), new Known(tensor)));
    for (OnnxNode node : graph.nodes()) {
      for (String input : new HashSet<>(node.inputs())) {
        takers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
      }
    }
    graph.outputs().forEach(output -> outputs.add(output.name()));
  }

  /** Whether the file has a value already, as old ones list weights among the inputs. */
  boolean isKnown(String name) {
    return operands.containsKey(name);
  }

  void input(String name, TensorType type, List<Integer> axes) {
    String suiting = Names.suiting(name);
    if (isInput(suiting)) {
      throw new ModelFormatException("two of its inputs are called '%s' here".formatted(suiting));
    }
    inputs.add(new Network.Input(suiting, type));
    operands.put(name, Flow.of(suiting, type.batched(1), axes));
  }

  /** The nodes that take a value. */
  List<OnnxNode> takers(String name) {
    return takers.getOrDefault(name, List.of());
  }

  /** Whether anything takes a value, or the graph gives it. */
  boolean isUsed(String name) {
    return takers.containsKey(name) || outputs.contains(name);
  }

  /** Whether the graph gives a value, and nothing else takes it. */
  boolean isEnd(String name) {
    return outputs.contains(name) && !takers.containsKey(name);
  }

  /** Says that an output of the graph is scores of classes. */
  void classified(String output) {
    classified.add(output);
  }

  boolean isClassified(String output) {
    return classified.contains(output);
  }

  /** The only node that takes a value which the graph does not give; null if there is none. */
  OnnxNode onlyTaker(String name) {
    List<OnnxNode> all = takers(name);
    return all.size() == 1 && !outputs.contains(name) ? all.get(0) : null;
  }

  /** Says that a node has been read with another. */
  void done(OnnxNode node) {
    done.add(node);
  }

  boolean isDone(OnnxNode node) {
    return done.contains(node);
  }

  void set(String output, Operand operand) {
    operands.put(output, operand);
  }

  /** Whatever a name stands for. */
  Operand operand(String name) {
    Operand operand = operands.get(name);
    if (operand == null) {
      throw new Refusal(
          "it takes '%s', which no input, tensor or node before it is called".formatted(name));
    }
    return operand;
  }

  /** An input of a node. */
  Operand operand(OnnxNode node, int number) {
    if (!node.hasInput(number)) {
      throw new Refusal("it has no input number " + number);
    }
    return operand(node.inputs().get(number));
  }

  /** An input of a node that flows. */
  Flow flow(OnnxNode node, int number) {
    if (operand(node, number) instanceof Flow flow) {
      return flow;
    }
    throw new Refusal(
        "its input '%s' is a tensor of the file, expected what the network computes"
            .formatted(node.inputs().get(number)));
  }

  /** An input of a node that is a tensor of the file. */
  OnnxTensor tensor(OnnxNode node, int number) {
    if (operand(node, number) instanceof Known known) {
      return known.tensor();
    }
    throw new Refusal(
        "its input '%s' is computed, expected a tensor of the file; no layer takes such from another"
            .formatted(node.inputs().get(number)));
  }

  /** An input of a node that is whole numbers. */
  List<Long> extents(OnnxNode node, int number) {
    Operand operand = operand(node, number);
    if (operand instanceof Extents extents) {
      return extents.values();
    }
    if (operand instanceof Known known) {
      return Arrays.stream(known.tensor().longs()).boxed().toList();
    }
    throw new Refusal(
        "its input '%s' depends on the network's inputs, expected numbers that the file has"
            .formatted(node.inputs().get(number)));
  }

  /** Adds a layer; its first output, of the layout that its input has. */
  Flow add(Layer layer, Flow in) {
    return add(layer, List.of(in)).get(0);
  }

  /**
   * Adds a layer of several inputs or outputs; of outputs of another rank the axes are in order.
   */
  List<Flow> add(Layer layer, List<Flow> from) {
    String kind = Layers.nameOf(layer);
    int number = kinds.merge(kind, 1, Integer::sum) - 1;
    String name = kind + "/" + number;
    List<TensorType> types = TypeScope.outputTypes(layer, from.stream().map(Flow::type).toList());
    parts.add(new Part(name, layer, from.stream().map(Flow::value).toList()));
    List<Flow> made = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      String value = i == 0 ? name : name + ":" + i;
      boolean isAlike = types.get(i).shape().rank() == from.get(0).type().shape().rank();
      made.add(
          isAlike
              ? Flow.of(value, types.get(i), from.get(0).axes())
                  .flattenedFrom(from.get(0).flattened())
              : Flow.of(value, types.get(i)));
    }
    return made;
  }

  /** Sets a weight of the layer that gives a value. */
  void weight(Flow of, String parameter, float[] values) {
    weights.put(of.value() + "/" + parameter, values);
  }

  /** What parameters of the network are set to, by name. */
  Map<String, float[]> weights() {
    return weights;
  }

  /**
   * The network, whose outputs are called as the graph's where layers can be.
   *
   * @param given the names of its outputs in the graph
   * @throws ModelFormatException if they are no values of a network
   */
  Network network(List<String> given) {
    separate(given);
    given.forEach(this::rename);
    List<String> names = given.stream().map(this::output).toList();
    List<Part> used = used(names);
    Set<String> taken = new HashSet<>(names);
    used.forEach(part -> part.from.forEach(name -> taken.add(ownerOf(name))));
    NetworkBuilder builder = Network.builder();
    for (Network.Input input : inputs) {
      if (taken.contains(input.name())) {
        builder.input(input.name(), input.type());
      }
    }
    used.forEach(part -> builder.layer(part.name, part.layer, part.from.toArray(String[]::new)));
    return builder.output(names.toArray(String[]::new)).build();
  }

  /** Gives each output of the graph a layer of its own. */
  private void separate(List<String> outputs) {
    Set<String> given = new HashSet<>();
    for (String output : outputs) {
      if (operands.get(output) instanceof Flow flow
          && (isInput(flow.value()) || !given.add(flow.value()))) {
        operands.put(output, add(new Activate(Activation.IDENTITY), flow));
      }
    }
  }

  /** Calls the layer that gives an output of the graph as that, if it can be called so. */
  private void rename(String output) {
    String before = operands.get(output) instanceof Flow flow ? flow.value() : "";
    if (!Names.isSuiting(output) || isPart(output) || isInput(output) || !isPart(before)) {
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      List<String> from = part.from.stream().map(name -> moved(name, before, output)).toList();
      parts.set(i, new Part(moved(part.name, before, output), part.layer, from));
    }
    Map<String, float[]> moved = new LinkedHashMap<>();
    weights.forEach(
        (name, values) ->
            moved.put(
                name.startsWith(before + "/") ? output + name.substring(before.length()) : name,
                values));
    weights.clear();
    weights.putAll(moved);
    operands.replaceAll((name, operand) -> moved(operand, before, output));
  }

  private boolean isPart(String name) {
    return parts.stream().anyMatch(part -> part.name.equals(name));
  }

  private static Operand moved(Operand operand, String before, String now) {
    return operand instanceof Flow flow
        ? new Flow(
            moved(flow.value(), before, now),
            flow.type(),
            flow.axes(),
            flow.flattened(),
            null,
            null)
        : operand;
  }

  /** A value of a layer that is called otherwise now: the layer's first output, or another. */
  private static String moved(String value, String before, String now) {
    return value.equals(before) || value.startsWith(before + ":")
        ? now + value.substring(before.length())
        : value;
  }

  private String output(String name) {
    if (!(operands.get(name) instanceof Flow flow)) {
      throw new ModelFormatException("its output '%s' is computed by no layer".formatted(name));
    }
    if (flow.flattened() != null) {
      throw new ModelFormatException(
          "its output '%s' is a flattened image with channels first, the network would give it with channels last; leave out the flatten"
              .formatted(name));
    }
    return flow.value();
  }

  /** Without layers that lead nowhere. */
  private List<Part> used(List<String> outputs) {
    Set<String> needed = new HashSet<>();
    outputs.forEach(name -> needed.add(ownerOf(name)));
    List<Part> used = new ArrayList<>();
    for (int i = parts.size() - 1; i >= 0; i--) {
      Part part = parts.get(i);
      if (needed.contains(part.name)) {
        part.from.forEach(name -> needed.add(ownerOf(name)));
        used.add(0, part);
      }
    }
    return used;
  }

  private static String ownerOf(String value) {
    int colon = value.indexOf(':');
    return colon < 0 ? value : value.substring(0, colon);
  }

  private boolean isInput(String name) {
    return inputs.stream().anyMatch(input -> input.name().equals(name));
  }
}
