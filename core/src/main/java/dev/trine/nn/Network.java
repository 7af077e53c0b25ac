package dev.trine.nn;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * An architecture without weights: a directed graph of named layers. Layers one behind the other
 * are made by {@link #of}, everything else by a {@link #builder}.
 *
 * @param inputs what it takes
 * @param layers each behind those whose outputs it takes
 * @param outputs the names of the layers whose outputs it gives
 * @param frozen paths whose parameters are not trained: of a layer ({@code tower}), a part of one
 *     ({@code tower/dense/0}) or a parameter ({@code tower/bias}). A frozen layer behaves in
 *     training as it does when the network is used
 */
public record Network(
    List<Input> inputs, List<Vertex> layers, List<String> outputs, Set<String> frozen) {
  /**
   * Something that a network takes.
   *
   * @param type of one example
   */
  public record Input(String name, TensorType type) {}

  /**
   * Checks that everything fits.
   *
   * @throws IllegalArgumentException if a name is not known or there twice, if a layer leads
   *     nowhere, or cannot take what it is given
   */
  public Network {
    inputs = List.copyOf(inputs);
    layers = List.copyOf(layers);
    outputs = List.copyOf(outputs);
    frozen = Collections.unmodifiableSet(new TreeSet<>(frozen));
    Wiring.check(inputs, layers, outputs);
    ShapeTrace shapes = new ShapeTrace(frozen);
    trace(shapes, inputs, layers, outputs).forEach(Network::checkOutput);
    shapes.checkFrozen();
    shapes.checkNext();
  }

  private static void checkOutput(String name, Node output) {
    if (output.type() != DType.F32) {
      throw new IllegalArgumentException(
          "The network gives '%s' as %s, expected F32; scale(1, 0) makes that of it"
              .formatted(name, output.type()));
    }
  }

  /** Begins to describe a network of several inputs or outputs, or of branches. */
  public static NetworkBuilder builder() {
    return new NetworkBuilder();
  }

  /**
   * Layers one behind the other, called by their kinds and numbers: {@code dense/0}. The input is
   * called as that of most sets, {@link Dataset#FEATURES}.
   *
   * @param input the shape of one example, F32
   * @throws IllegalArgumentException if a layer cannot take what the one before it gives
   */
  public static Network of(Shape input, Layer... layers) {
    NetworkBuilder builder = builder().input(Dataset.FEATURES, input);
    for (Layer layer : layers) {
      builder.layer(layer);
    }
    return builder.build();
  }

  /**
   * Reads a network from a file of JSON, of which docs/networks.md says what it has.
   *
   * @throws IOException if the file cannot be read
   * @throws ModelFormatException if it describes no network; names the file and the field
   */
  public static Network load(Path file) throws IOException {
    try {
      return NetworkJson.read(Files.readString(file));
    } catch (MalformedInputException binary) {
      throw new ModelFormatException(file + ": it is no text in UTF-8", binary);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException("%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  /**
   * Reads a network from JSON, such as {@link #toJson} gives.
   *
   * @throws ModelFormatException if it describes no network; names the field
   */
  public static Network fromJson(String json) {
    return NetworkJson.read(json);
  }

  /** This network as JSON, as a model's file has it; {@link #load} reads it. */
  public String toJson() {
    return NetworkJson.write(this);
  }

  /** This network with initial weights, on a backend. Close the model, not the network. */
  public Model initialise(Backend backend, long seed) {
    return Model.initialise(this, backend, seed);
  }

  /** This network with exactly these paths {@linkplain #frozen frozen}; of none, all is trained. */
  public Network freeze(String... paths) {
    return new Network(inputs, layers, outputs, Set.of(paths));
  }

  /**
   * The shape of one example.
   *
   * @throws IllegalStateException if it has several inputs
   */
  public Shape input() {
    return only("inputs", inputs).type().shape();
  }

  /**
   * The name of the input.
   *
   * @throws IllegalStateException if it has several
   */
  public String onlyInput() {
    return only("inputs", inputs).name();
  }

  /**
   * The shape of the output for one example.
   *
   * @throws IllegalStateException if it has several outputs
   */
  public Shape output() {
    return output(onlyOutput());
  }

  /**
   * The name of the output.
   *
   * @throws IllegalStateException if it has several
   */
  public String onlyOutput() {
    return only("outputs", outputs);
  }

  /** The shape of an output for one example. */
  public Shape output(String name) {
    Node output = trace(new ShapeTrace(frozen), inputs, layers, outputs).get(name);
    if (output == null) {
      throw new IllegalArgumentException(
          "The network has no output '%s', only %s".formatted(name, outputs));
    }
    return output.shape().example();
  }

  /**
   * The shape of an output, or of what a layer or a part of one gives, for one example.
   *
   * @throws IllegalArgumentException if there is no such value, or it is not F32
   */
  Shape value(String path) {
    ShapeTrace shapes = new ShapeTrace(frozen);
    return value(shapes, examples(shapes, inputs), path).shape().example();
  }

  /**
   * Adds all layers to a graph.
   *
   * @param given the inputs by name
   * @return an output, or what a layer or a part of one gives, by its path
   */
  Node value(LayerScope scope, Map<String, Node> given, String path) {
    Graph graph = given.values().iterator().next().graph();
    Map<String, Node> values = new LinkedHashMap<>(apply(scope, given));
    values.putAll(scope.values(graph));
    Node value = values.get(path);
    if (value == null) {
      throw new IllegalArgumentException(
          "The network has no value '%s' of F32, only %s".formatted(path, values.keySet()));
    }
    return value;
  }

  private static <T> T only(String what, List<T> all) {
    if (all.size() != 1) {
      throw new IllegalStateException("The network has %s %s: %s".formatted(all.size(), what, all));
    }
    return all.get(0);
  }

  /** The activation that an output ends with. */
  Activation lastActivation(String output) {
    return layers.stream()
        .filter(vertex -> vertex.name().equals(output))
        .map(vertex -> lastActivation(vertex.layer()))
        .findFirst()
        .orElse(Activation.IDENTITY);
  }

  private static Activation lastActivation(Layer last) {
    if (last instanceof Sequence sequence && !sequence.layers().isEmpty()) {
      return lastActivation(sequence.layers().get(sequence.layers().size() - 1));
    }
    return last instanceof Dense dense
        ? dense.activation()
        : last instanceof Activate activate ? activate.activation() : Activation.IDENTITY;
  }

  /** The parameters and their places. */
  public ParameterLayout layout() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    trace(shapes, inputs, layers, outputs);
    return new ParameterLayout(shapes.parameters());
  }

  /**
   * The names of the trained weights that are matrices, filters among them, and neither of an
   * output layer, behind which there are no others, nor tables such as embeddings: what an
   * optimizer for hidden layers takes.
   */
  public Set<String> hiddenWeights() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    Map<String, Node> results = trace(shapes, inputs, layers, outputs);
    return HiddenWeights.of(results.values(), shapes.parameters());
  }

  /** The layer, or part of one, that each parameter is of, by its name. */
  Map<String, Owner> owners() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    trace(shapes, inputs, layers, outputs);
    return shapes.owners();
  }

  /**
   * Whether layers carry state from batch to batch, so that it is for {@linkplain
   * Dataset#streams(int, int) streams} alone.
   */
  public boolean carries() {
    return !carried().isEmpty();
  }

  /** What layers carry from batch to batch, by name, with a first axis of one row. */
  Map<String, Shape> carried() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    trace(shapes, inputs, layers, outputs);
    return shapes.carried();
  }

  /** The layers one by one, with their shapes and parameters. */
  public NetworkSummary summary() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    Map<String, Node> values = values(layers, shapes, examples(shapes, inputs));
    return NetworkSummary.of(this, values, shapes.parameters());
  }

  /** All layers, of one example. */
  Graph graph() {
    ShapeTrace shapes = new ShapeTrace(frozen);
    trace(shapes, inputs, layers, outputs);
    return shapes.graph();
  }

  /** The outputs by name, of a graph of one example. */
  private static Map<String, Node> trace(
      ShapeTrace shapes, List<Input> inputs, List<Vertex> layers, List<String> outputs) {
    return apply(layers, outputs, shapes, examples(shapes, inputs));
  }

  private static Map<String, Node> examples(ShapeTrace shapes, List<Input> inputs) {
    Map<String, Node> examples = new LinkedHashMap<>();
    for (Input input : inputs) {
      examples.put(input.name(), shapes.graph().input(input.name(), input.type().batched(1)));
    }
    return examples;
  }

  /**
   * Adds all layers to a graph.
   *
   * @param given the inputs by name
   * @return the outputs by name
   */
  Map<String, Node> apply(LayerScope scope, Map<String, Node> given) {
    return apply(layers, outputs, scope, given);
  }

  /**
   * Adds all layers to a graph.
   *
   * @return the outputs by name
   */
  Map<String, Node> apply(LayerScope scope, BatchFields fields) {
    return apply(scope, fields.inputsOf(this));
  }

  private static Map<String, Node> apply(
      List<Vertex> layers, List<String> outputs, LayerScope scope, Map<String, Node> given) {
    Map<String, Node> values = values(layers, scope, given);
    Map<String, Node> results = new LinkedHashMap<>();
    outputs.forEach(name -> results.put(name, value(values, name, "the network")));
    return results;
  }

  /** What is given and what all layers make of it, by name. */
  private static Map<String, Node> values(
      List<Vertex> layers, LayerScope scope, Map<String, Node> given) {
    Map<String, Node> values = new LinkedHashMap<>(given);
    for (Vertex vertex : layers) {
      List<Node> taken = new ArrayList<>();
      vertex.inputs().forEach(name -> taken.add(value(values, name, vertex.name())));
      List<Node> made = scope.apply(vertex, taken);
      for (int i = 0; i < made.size(); i++) {
        values.put(Vertex.output(vertex.name(), i), made.get(i));
      }
    }
    return values;
  }

  private static Node value(Map<String, Node> values, String name, String taker) {
    Node value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "%s takes '%s', but '%s' has not so many outputs"
              .formatted(taker, name, Vertex.ownerOf(name)));
    }
    return value;
  }
}
