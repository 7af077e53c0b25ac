package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.data.Dataset;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.metric.Metric;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, List<String>> classes = new LinkedHashMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

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
    return filled(network, backend, drawn(network, seed));
  }

  /** Draws each parameter from a generator of its own, the same whatever is frozen. */
  private static Function<Parameter, float[]> drawn(Network network, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, SplittableRandom> generators = new HashMap<>();
    network.freeze().layout().names().forEach(name -> generators.put(name, random.split()));
    return parameter -> {
      float[] values = new float[Math.toIntExact(parameter.shape().elements())];
      parameter.initialiser().fill(values, generators.get(parameter.name()));
      return values;
    };
  }

  /**
   * Reads what {@link #save} wrote.
   *
   * @throws dev.trine.ModelFormatException if the file is damaged or is no model of this library
   */
  public static Model load(Backend backend, Path file) {
    return ModelFile.read(backend, file);
  }

  /**
   * A model of given weights, as a reader of files has them. Nothing stays allocated if one of them
   * cannot be had.
   *
   * @param values of each parameter, row-major
   */
  public static Model filled(
      Network network, Backend backend, Function<Parameter, float[]> values) {
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

  /** Writes network, weights, class names and notes as safetensors. */
  public void save(Path file) {
    ModelFile.write(this, file);
  }

  /**
   * Sets parameters to what PyTorch has trained, of a safetensors file of F32, F64, F16, BF16 or
   * whole numbers. Those that are not named stay as they are, and so does everything if one does
   * not fit.
   *
   * <p>Layouts are PyTorch's: weights of dense and recurrent layers [out, in], filters [filters,
   * channels, height, width] or [filters, channels, size], of transposed convolutions [channels,
   * filters, height, width]. Embeddings, biases, and what norms have, are there as they are here,
   * and so is what layers of one's own ask for. Of {@code nn.MultiheadAttention}'s {@code
   * in_proj_weight} and {@code in_proj_bias} attention's {@code queries} take the first third and
   * its {@code memory} the others: name the tensor for both.
   *
   * @param names of the tensors in the file, by the names of parameters
   * @throws IllegalArgumentException if there is no such parameter, or a tensor of another shape
   * @throws dev.trine.ModelFormatException if the file cannot be read, or lacks a tensor
   */
  public void importWeights(Path file, Map<String, String> names) {
    importWeights(file, names, Map.of());
  }

  /**
   * The same with dense layers behind a flatten, which there takes channels of rows of pixels, and
   * here rows of pixels of channels.
   *
   * @param flattened what is flattened before a dense layer, [height, width, channels] or [time,
   *     channels], by the name of its weight
   */
  public void importWeights(Path file, Map<String, String> names, Map<String, Shape> flattened) {
    WeightImport.into(this, file, names, flattened);
  }

  /** A copy of this model on another backend. */
  public Model to(Backend other) {
    Model copy = filled(network, other, parameter -> read(parameter.name()));
    copy.classes.putAll(classes);
    copy.notes.putAll(notes);
    return copy;
  }

  /**
   * These weights in another network on the same backend, by the names of its parameters: some
   * {@linkplain Network#freeze frozen}, or only a part of the layers. The names of classes go with
   * the layers that give these outputs, notes with all.
   *
   * @throws IllegalArgumentException if it has a parameter that this model has not, or not in that
   *     shape
   */
  public Model with(Network other) {
    return with(
        other,
        parameter -> {
          throw new IllegalArgumentException(
              "There is no parameter '%s' of shape %s among %s; with(network, seed) draws it anew"
                  .formatted(parameter.name(), parameter.shape(), layout.names()));
        });
  }

  /**
   * These weights in another network on the same backend, by the names of its parameters. Those
   * that this model lacks are drawn: a new last layer, for instance.
   *
   * @throws IllegalArgumentException if it has a parameter of the same name in another shape
   */
  public Model with(Network other, long seed) {
    return with(other, drawn(other, seed));
  }

  private Model with(Network other, Function<Parameter, float[]> missing) {
    Model made = filled(other, backend, parameter -> valuesFor(parameter, missing));
    made.notes.putAll(notes);
    classes.forEach(
        (output, names) -> {
          boolean isSame =
              other.outputs().contains(output)
                  && other.layers().stream()
                      .filter(vertex -> vertex.name().equals(output))
                      .allMatch(network.layers()::contains);
          if (isSame) {
            made.classes(output, names);
          }
        });
    return made;
  }

  private float[] valuesFor(Parameter parameter, Function<Parameter, float[]> missing) {
    if (!layout.names().contains(parameter.name())) {
      return missing.apply(parameter);
    }
    Shape own = layout.parameter(parameter.name()).shape();
    if (!own.equals(parameter.shape())) {
      throw new IllegalArgumentException(
          "Parameter '%s' is of shape %s here, the network has it in %s"
              .formatted(parameter.name(), own, parameter.shape()));
    }
    return read(parameter.name());
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

  /** The names of the classes of the only output; none where it does not classify. */
  public List<String> classes() {
    return network.outputs().size() == 1 ? classes(network.outputs().get(0)) : List.of();
  }

  /** The names of the classes of an output; none where it does not classify, or was not told. */
  public List<String> classes(String output) {
    return classes.getOrDefault(output, List.of());
  }

  /** The names of classes by output, of those that have some. */
  Map<String, List<String>> namedClasses() {
    return classes;
  }

  /** Sets the names of the classes of the only output; none for no names. */
  public void classes(List<String> names) {
    classes(network.onlyOutput(), names);
  }

  /**
   * Sets the names of the classes of an output; none for no names.
   *
   * @throws IllegalArgumentException if there are not as many as it has values, at each step of a
   *     sequence
   */
  public void classes(String output, List<String> names) {
    Shape shape = network.output(output);
    long width = shape.rank() == 0 ? 1 : shape.dimension(-1);
    if (!names.isEmpty() && names.size() != width) {
      throw new IllegalArgumentException(
          "%s names of classes for the %s values of '%s'".formatted(names.size(), width, output));
    }
    classes.remove(output);
    if (!names.isEmpty()) {
      classes.put(output, List.copyOf(names));
    }
  }

  /**
   * What was {@linkplain #note noted}, by name.
   *
   * @return a copy
   */
  public Map<String, String> notes() {
    return new LinkedHashMap<>(notes);
  }

  /**
   * Notes a text that is saved and read with the model, such as how rows become what it takes. It
   * is never interpreted here; who reads it from a file of others must not trust it.
   *
   * @param text null takes the note away
   */
  public void note(String name, String text) {
    Objects.requireNonNull(name, "name of the note is null");
    notes.remove(name);
    if (text != null) {
      notes.put(name, text);
    }
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

  /** The values of all parameters, as {@link #parameters} has them. */
  public float[] readAll() {
    return FloatCopies.read(backend, parameters);
  }

  /** Sets the values of all parameters, as {@link #readAll} gives them. */
  public void writeAll(float[] values) {
    FloatCopies.write(backend, "The vector of all parameters", parameters, values);
  }

  /** Memory that the programs of this model share. */
  public Arena arena() {
    return arena;
  }

  /**
   * Adds the network to a graph that is compiled with this model's {@link #state}. What layers
   * carry from batch to batch is 0.
   *
   * @param inputs by name, each [batch, …]
   * @param stepState what random ops draw from; unused unless {@code training}
   */
  public Forward forward(Map<String, Node> inputs, boolean training, Node stepState, long seed) {
    return forward(inputs, training, stepState, seed, false);
  }

  /**
   * The same.
   *
   * @param goesOn whether the graph is compiled with a {@link CarriedState} too, from which layers
   *     go on
   */
  public Forward forward(
      Map<String, Node> inputs, boolean training, Node stepState, long seed, boolean goesOn) {
    Graph graph = inputs.values().iterator().next().graph();
    ModelScope scope = new ModelScope(network.frozen(), graph, training, stepState, seed, goesOn);
    Map<String, Node> outputs = network.apply(scope, inputs);
    return new Forward(outputs, scope.parameters(), scope.next(), scope.carried());
  }

  /**
   * Loss and accuracy on a set, with the losses that {@linkplain Objective#suiting suit} it.
   *
   * @throws IllegalArgumentException if the set does not fit the network, or its classes are not
   *     the {@linkplain #classes(String) model's} in their order
   */
  public Evaluation evaluate(Dataset dataset) {
    return evaluate(dataset, Objective.suiting(network, dataset));
  }

  /** What a loss measures on a set, of a network of one output. */
  public Evaluation evaluate(Dataset dataset, Loss loss) {
    return evaluate(dataset, Objective.of(network, dataset, Map.of(network.onlyOutput(), loss)));
  }

  public Evaluation evaluate(Dataset dataset, Objective objective) {
    for (Objective.Term term : objective.terms()) {
      if (term.target() != null) {
        DatasetCheck.requireClasses(this, term.output(), dataset.field(term.target()));
      }
    }
    try (Evaluator evaluator = new Evaluator(this, objective)) {
      return evaluator.evaluate(dataset);
    }
  }

  /**
   * What a metric says of the only output's answers on a set, against the target of its name or the
   * only one, by the weights that the set has. Answers are counted on the host, batch by batch.
   *
   * @throws IllegalArgumentException if the metric is not of such an output or target
   */
  public <R> R evaluate(Dataset dataset, Metric<R> metric) {
    return evaluate(dataset, network.onlyOutput(), metric);
  }

  /** The same of one of several outputs. */
  public <R> R evaluate(Dataset dataset, String output, Metric<R> metric) {
    return Measurement.of(this, dataset, output, metric);
  }

  /**
   * Makes this model ready to answer for single examples, from any number of threads. Its weights
   * are those that the model has at the time of each call; close it before the model.
   *
   * @throws IllegalStateException if the network has several outputs
   */
  public Predictor predictor() {
    return predictor(network.onlyOutput());
  }

  /**
   * The same, of one of several outputs, or of what a layer within gives, by its path, as {@link
   * #activations} takes it.
   *
   * @throws IllegalArgumentException if there is no such value
   */
  public Predictor predictor(String output) {
    return new Predictor(this, output, Predictor.MOST_AT_ONCE);
  }

  /**
   * What the network gives for each example of a set, as it stands: of a network that was trained
   * on classes, that is scores, of which {@link #probabilities} makes probabilities.
   *
   * <p>It compiles the network at each call, for batches of up to 1,024 examples; for single ones
   * take {@link #predictor}.
   *
   * @throws IllegalStateException if it has several outputs
   */
  public float[][] predict(Dataset dataset) {
    return predict(dataset, network.onlyOutput());
  }

  /**
   * The probability of each class for each example of a set, in the order of {@link #classes()}:
   * the softmax of the scores, computed in double precision; one such row for each step if the
   * network gives classes step by step.
   *
   * @throws IllegalStateException if the network has several outputs, or its values are no scores
   *     of classes with names
   */
  public float[][] probabilities(Dataset dataset) {
    ClassScores scores = ClassScores.of(this, network.onlyOutput());
    scores.requireScores();
    float[][] probabilities = predict(dataset);
    Arrays.setAll(probabilities, example -> scores.probabilities(probabilities[example]));
    return probabilities;
  }

  /** One of the network's outputs for each example of a set, as it stands. */
  public float[][] predict(Dataset dataset, String output) {
    network.output(output);
    return Prediction.of(this, dataset, output);
  }

  /**
   * What a layer, or a part of one, gives for each example of a set, by its path: {@code dense/0},
   * {@code tower/dense/0}, {@code halves:1} for the second output of {@code halves}. Row-major; as
   * the network is used, so that dropout drops nothing.
   *
   * @throws IllegalArgumentException if there is no such value of F32; it lists those that there
   *     are. What happens in the body of a fixed point is none of them
   */
  public float[][] activations(Dataset dataset, String path) {
    return Prediction.of(this, dataset, path);
  }

  /**
   * The gradient of the mean loss of a set by the trained parameters of a layer and by what it
   * gives, for inspection; nothing is changed. The layer is named by its path, or is a part of one,
   * as {@link #activations} takes it; a single parameter ({@code dense/0/weight}) and an input of
   * the network do as well. All is computed as the network is used: dropout drops nothing, and
   * batch norm uses its running means.
   *
   * <p>The loss of one example depends on what a layer gives for that example alone, so that the
   * gradient by it is the example's share: of n examples that weigh 1, an n-th of that of its own
   * loss. What frozen layers give has a gradient, their parameters have none.
   *
   * @throws IllegalArgumentException if there is nothing of that path; it lists what there is. What
   *     happens in the body of a fixed point is no value, its parameters are
   */
  public LayerGradients gradients(Dataset dataset, Objective objective, String path) {
    return LayerGradients.of(this, dataset, objective, path);
  }

  /** The same of a loss, of a network of one output. */
  public LayerGradients gradients(Dataset dataset, Loss loss, String path) {
    Objective objective = Objective.of(network, dataset, Map.of(network.onlyOutput(), loss));
    return gradients(dataset, objective, path);
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
   * @param outputs by name
   * @param parameters the trained parameters it uses, by name
   * @param next what its state becomes when the step counts, by name
   * @param carried what the next batch goes on from, by name
   */
  public record Forward(
      Map<String, Node> outputs,
      Map<String, Node> parameters,
      Map<String, Node> next,
      Map<String, Node> carried) {}
}
