package dev.trine.nn;

import com.google.gson.Gson;
import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.io.Safetensors;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Models as safetensors files: a tensor for each parameter; in the metadata the number of the
 * format, the network, the names of classes by output, the checksum of the weights, and notes if
 * there are some. A file without a number is of format 1.
 */
public final class ModelFile {
  private static final String PREFIX = "trine.";
  private static final String FORMAT = PREFIX + "format";
  private static final String NETWORK = PREFIX + "network";
  private static final String CLASSES = PREFIX + "classes";
  private static final String CHECKSUM = PREFIX + "sha256";
  private static final String NOTES = PREFIX + "notes";
  private static final List<String> KEYS = List.of(FORMAT, NETWORK, CLASSES, CHECKSUM, NOTES);

  /** Of what checkpoints have beside a model, by names of their own. */
  private static final String CHECKPOINT = PREFIX + "checkpoint";

  private static final String NEWEST = "2";
  private static final Gson GSON = new Gson();

  private ModelFile() {}

  static void write(Model model, Path file) {
    Safetensors.write(file, content(model, parameter -> model.read(parameter.name())));
  }

  /**
   * What a file of a model has.
   *
   * @param weights of each parameter: the model's own, or those of another moment
   */
  public static Safetensors content(Model model, Function<Parameter, float[]> weights) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : model.layout().parameters()) {
      tensors.put(
          parameter.name(), new Safetensors.Tensor(parameter.shape(), weights.apply(parameter)));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, NEWEST);
    metadata.put(NETWORK, NetworkJson.write(model.network()));
    metadata.put(CLASSES, GSON.toJson(model.namedClasses()));
    metadata.put(CHECKSUM, WeightsChecksum.of(tensors));
    if (!model.notes().isEmpty()) { // so that versions without notes read what has none
      metadata.put(NOTES, GSON.toJson(model.notes()));
    }
    return new Safetensors(metadata, tensors);
  }

  static Model read(Backend backend, Path file) {
    return named(file, content -> read(content).on(backend));
  }

  /**
   * The network of a model in a file.
   *
   * @throws ModelFormatException if the file is damaged or is no model of this library
   */
  public static Network network(Path file) {
    return named(file, content -> read(content).network());
  }

  private static <T> T named(Path file, Function<Safetensors, T> reader) {
    Safetensors content = Safetensors.read(file);
    try {
      return reader.apply(content);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException("%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  /**
   * What is said of a model.
   *
   * @throws ModelFormatException if it is damaged or no model of this library
   */
  public static Stored read(Safetensors content) {
    Stored stored =
        content.metadata().containsKey(FORMAT) ? newestFormat(content) : firstFormat(content);
    checkClasses(stored);
    return stored;
  }

  /**
   * A model that is on no backend.
   *
   * @param classes the names of classes by output
   * @param weights a tensor for each parameter of the network, and no others
   */
  public record Stored(
      Network network,
      Map<String, List<String>> classes,
      Map<String, String> notes,
      Map<String, Safetensors.Tensor> weights) {
    /** Makes it. */
    public Model on(Backend backend) {
      Model model = Model.filled(network, backend, p -> weights.get(p.name()).values());
      classes.forEach(model::classes);
      notes.forEach(model::note);
      return model;
    }
  }

  private static Stored newestFormat(Safetensors content) {
    Map<String, String> metadata = content.metadata();
    if (!metadata.get(FORMAT).equals(NEWEST)) {
      throw new ModelFormatException(
          "'%s' in its metadata is '%s', expected %s or none; the file may come from a newer version"
              .formatted(FORMAT, metadata.get(FORMAT), NEWEST));
    }
    for (String key : metadata.keySet()) {
      // Other tools may add keys of their own.
      if (key.startsWith(CHECKPOINT)) {
        throw new ModelFormatException(
            "it is a checkpoint of training, not a model; Checkpoint.load(file) reads it, and gives a model of it");
      }
      if (key.startsWith(PREFIX) && !KEYS.contains(key)) {
        throw new ModelFormatException(
            "'%s' in its metadata is unknown, expected %s; the file may come from a newer version"
                .formatted(key, KEYS));
      }
    }
    Network network = within(NETWORK, NetworkJson::read, metadata);
    Map<String, List<String>> classes = within(CLASSES, ModelFile::classes, metadata);
    Map<String, String> notes =
        metadata.containsKey(NOTES) ? within(NOTES, ModelFile::notes, metadata) : Map.of();
    checkTensors(content.tensors(), network.layout());
    String expected = within(CHECKSUM, Function.identity(), metadata);
    if (!expected.equals(WeightsChecksum.of(content.tensors()))) {
      throw new ModelFormatException(
          "its weights are not those that were saved: their SHA-256 is not '%s' in its metadata; the file is damaged, or was changed by something else"
              .formatted(CHECKSUM));
    }
    return new Stored(network, classes, notes, content.tensors());
  }

  /** Files without a number and without a checksum; the names are those of the only output. */
  private static Stored firstFormat(Safetensors content) {
    Map<String, String> metadata = content.metadata();
    Network network = within(NETWORK, FirstFormat::read, metadata);
    checkTensors(content.tensors(), network.layout());
    List<String> names = within(CLASSES, json -> texts(StrictJson.parse(json)), metadata);
    return new Stored(
        network,
        names.isEmpty() ? Map.of() : Map.of(network.outputs().get(0), names),
        Map.of(),
        content.tensors());
  }

  private static <T> T within(
      String key, Function<String, T> reader, Map<String, String> metadata) {
    String text = metadata.get(key);
    if (text == null) {
      throw new ModelFormatException(
          "it is no model of this library: its metadata lacks '%s'".formatted(key));
    }
    try {
      return reader.apply(text);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "'%s' in its metadata: %s".formatted(key, malformed.getMessage()), malformed);
    }
  }

  private static Map<String, List<String>> classes(String json) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    StrictJson.parse(json).members().forEach((output, names) -> classes.put(output, texts(names)));
    return classes;
  }

  private static Map<String, String> notes(String json) {
    Map<String, String> notes = new LinkedHashMap<>();
    StrictJson.parse(json).members().forEach((name, text) -> notes.put(name, text.text()));
    return notes;
  }

  private static List<String> texts(JsonField field) {
    return field.elements().stream().map(JsonField::text).toList();
  }

  private static void checkClasses(Stored stored) {
    Network network = stored.network;
    stored.classes.forEach(
        (output, names) -> {
          if (!network.outputs().contains(output)) {
            throw new ModelFormatException(
                "'%s' in its metadata names an output '%s', the network has %s"
                    .formatted(CLASSES, output, network.outputs()));
          }
          Shape shape = network.output(output);
          long width = shape.rank() == 0 ? 1 : shape.dimension(-1); // at each step of a sequence
          if (names.size() != width) {
            throw new ModelFormatException(
                "'%s' in its metadata has %s names for the %s values of '%s'"
                    .formatted(CLASSES, names.size(), width, output));
          }
        });
  }

  /**
   * The tensors must be the network's parameters, all of them and no others. To be looked at before
   * a model is made: that takes the memory that its network asks for.
   */
  private static void checkTensors(
      Map<String, Safetensors.Tensor> tensors, ParameterLayout layout) {
    Set<String> others = new LinkedHashSet<>(tensors.keySet());
    for (Parameter parameter : layout.parameters()) {
      Safetensors.Tensor tensor = tensors.get(parameter.name());
      if (tensor == null || !tensor.shape().equals(parameter.shape())) {
        throw new ModelFormatException(
            "parameter '%s' is %s, expected the shape %s"
                .formatted(
                    parameter.name(),
                    tensor == null ? "missing" : tensor.shape(),
                    parameter.shape()));
      }
      others.remove(parameter.name());
    }
    if (!others.isEmpty()) {
      throw new ModelFormatException("its network has no parameters for the tensors " + others);
    }
  }
}
