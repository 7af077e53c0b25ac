package dev.trine.nn;

import com.google.gson.Gson;
import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.io.Safetensors;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Models as safetensors files: a tensor for each parameter, the network in the metadata. */
final class ModelFile {
  private static final String PREFIX = "trine.";
  private static final String NETWORK = PREFIX + "network";
  private static final String CLASSES = PREFIX + "classes";
  private static final List<String> KEYS = List.of(NETWORK, CLASSES);
  private static final Gson GSON = new Gson();

  private ModelFile() {}

  static void write(Model model, Path file) {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : model.layout().parameters()) {
      tensors.put(
          parameter.name(),
          new Safetensors.Tensor(parameter.shape(), model.read(parameter.name())));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NETWORK, NetworkJson.write(model.network()));
    metadata.put(CLASSES, GSON.toJson(model.classes()));
    Safetensors.write(file, new Safetensors(metadata, tensors));
  }

  static Model read(Backend backend, Path file) {
    Safetensors content = Safetensors.read(file);
    try {
      Map<String, String> own = own(content.metadata());
      Network network = within(NETWORK, NetworkJson::read, own);
      List<String> classes = within(CLASSES, ModelFile::classes, own);
      // Before a model is made: it takes the memory that its network asks for.
      checkTensors(content.tensors(), network.layout());
      long outputs = network.output().elements();
      if (!classes.isEmpty() && classes.size() != outputs) {
        throw new ModelFormatException(
            "'%s' in its metadata has %s names for a network of %s outputs"
                .formatted(CLASSES, classes.size(), outputs));
      }
      Model model = Model.filled(network, backend, p -> content.tensors().get(p.name()).values());
      model.classes(classes);
      return model;
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException("%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  /** Of the metadata, those that are ours; other tools may add theirs. */
  private static Map<String, String> own(Map<String, String> metadata) {
    Map<String, String> own = new LinkedHashMap<>(metadata);
    own.keySet().removeIf(key -> !key.startsWith(PREFIX));
    for (String key : own.keySet()) {
      if (!KEYS.contains(key)) {
        throw new ModelFormatException(
            "'%s' in its metadata is unknown, expected %s; the file may come from a newer version"
                .formatted(key, KEYS));
      }
    }
    return own;
  }

  private static <T> T within(
      String key, Function<String, T> reader, Map<String, String> metadata) {
    String json = metadata.get(key);
    if (json == null) {
      throw new ModelFormatException(
          "it is no model of this library: its metadata lacks '%s'".formatted(key));
    }
    try {
      return reader.apply(json);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "'%s' in its metadata: %s".formatted(key, malformed.getMessage()), malformed);
    }
  }

  private static List<String> classes(String json) {
    return StrictJson.parse(json).elements().stream().map(JsonField::text).toList();
  }

  /** The tensors must be the network's parameters, all of them and no others. */
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
