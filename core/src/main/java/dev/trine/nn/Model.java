package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.data.Dataset;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.tensor.TensorType;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** A network with its weights on a backend. Close it before the backend. */
public final class Model implements AutoCloseable {
  /** The name of all parameters as one vector. */
  public static final String PARAMETERS = "parameters";

  private final Network network;
  private final Backend backend;
  private final ParameterLayout layout;
  private final View parameters;
  private final Arena arena;
  private List<String> classes = List.of();

  private Model(Network network, Backend backend) {
    this.network = network;
    this.backend = backend;
    this.layout = network.layout();
    this.parameters =
        backend.allocate(TensorType.f32(Math.max(1, layout.elements())), "model parameters");
    this.arena = new Arena(backend, "intermediate values");
  }

  /** A model with weights drawn from a seed: the same on every backend. */
  static Model initialise(Network network, Backend backend, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return filled(
        network,
        backend,
        parameter -> {
          float[] values = new float[Math.toIntExact(parameter.shape().elements())];
          parameter.initialiser().fill(values, random.split());
          return values;
        });
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws dev.trine.ModelFormatException if the file is damaged or is no model of this library
   */
  public static Model load(Backend backend, Path file) {
    return ModelFile.read(backend, file);
  }

  /** A model of given weights. Nothing stays allocated if one of them cannot be had. */
  static Model filled(Network network, Backend backend, Function<Parameter, float[]> values) {
    Model model = new Model(network, backend);
    try {
      // Of no parameters one element is left, over which optimizers step as over any.
      try (Call clear = backend.fill(0, model.parameters())) {
        clear.enqueue();
      }
      for (Parameter parameter : model.layout.parameters()) {
        model.write(parameter.name(), values.apply(parameter));
      }
      return model;
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** Writes network, weights and class names as safetensors. */
  public void save(Path file) {
    ModelFile.write(this, file);
  }

  /** A copy of this model on another backend. */
  public Model to(Backend other) {
    Model copy = filled(network, other, parameter -> read(parameter.name()));
    copy.classes = classes;
    return copy;
  }

  public Network network() {
    return network;
  }

  public Backend backend() {
    return backend;
  }

  public ParameterLayout layout() {
    return layout;
  }

  /** The names of the classes, where it classifies and was told. */
  public List<String> classes() {
    return classes;
  }

  /**
   * Sets them; none for no names.
   *
   * @throws IllegalArgumentException if there are not as many as outputs
   */
  public void classes(List<String> names) {
    long outputs = network.output().elements();
    if (!names.isEmpty() && names.size() != outputs) {
      throw new IllegalArgumentException(
          "%s names of classes for a network of %s outputs".formatted(names.size(), outputs));
    }
    classes = List.copyOf(names);
  }

  /** All parameters as one vector. */
  public View parameters() {
    return parameters;
  }

  /** One parameter. */
  public View parameter(String name) {
    return viewIn(parameters, name);
  }

  /** What graphs with this network name: each parameter, and all of them by {@link #PARAMETERS}. */
  public Map<String, View> state() {
    Map<String, View> state = new LinkedHashMap<>();
    state.put(PARAMETERS, parameters);
    layout.parameters().forEach(p -> state.put(p.name(), parameter(p.name())));
    return state;
  }

  /** The place of one parameter in another tensor of this model's layout, such as the gradients. */
  public View viewIn(View flat, String name) {
    return flat.part(layout.offset(name), layout.parameter(name).shape());
  }

  /** The values of one parameter. */
  public float[] read(String name) {
    return FloatCopies.read(backend, parameter(name));
  }

  /** Sets the values of one parameter. */
  public void write(String name, float[] values) {
    FloatCopies.write(backend, "Parameter '" + name + "'", parameter(name), values);
  }

  /** Memory that the programs of this model share. */
  public Arena arena() {
    return arena;
  }

  /**
   * Adds the network to a graph that is compiled with this model's {@link #state}.
   *
   * @param features [batch, …]
   * @param stepState what random ops draw from; unused unless {@code training}
   */
  public Forward forward(Graph graph, Node features, boolean training, Node stepState, long seed) {
    ModelScope scope = new ModelScope(graph, training, stepState, seed);
    Node output = network.apply(scope, features);
    return new Forward(output, scope.parameters(), scope.next());
  }

  /** Loss and accuracy on a set, with the loss that {@linkplain Loss#suiting suits} it. */
  public Evaluation evaluate(Dataset dataset) {
    return evaluate(dataset, Loss.suiting(dataset));
  }

  public Evaluation evaluate(Dataset dataset, Loss loss) {
    try (Evaluator evaluator = new Evaluator(this, loss)) {
      return evaluator.evaluate(dataset);
    }
  }

  /** The network's outputs for each example of a set. */
  public float[][] predict(Dataset dataset) {
    return Prediction.of(this, dataset);
  }

  @Override
  public void close() {
    try {
      arena.close();
    } finally {
      parameters.buffer().close();
    }
  }

  /**
   * A network in a graph.
   *
   * @param parameters the trained parameters it uses, by name
   * @param next what its state becomes when the step counts, by name
   */
  public record Forward(Node output, Map<String, Node> parameters, Map<String, Node> next) {}
}
