package dev.trine.nn;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.io.Safetensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Models as safetensors files: a tensor for each parameter, the network in the metadata. */
final class ModelFile {
  private static final String NETWORK = "trine.network";
  private static final String CLASSES = "trine.classes";
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
    String network = content.metadata().get(NETWORK);
    if (network == null) {
      throw new ModelFormatException(
          "%s holds tensors but no network: its metadata lacks '%s'".formatted(file, NETWORK));
    }
    List<String> classes = classes(content.metadata().getOrDefault(CLASSES, "[]"), file);
    Model model =
        Model.filled(
            network(network, file), backend, parameter -> values(content, parameter, file));
    model.classes(classes);
    return model;
  }

  private static Network network(String json, Path file) {
    try {
      return NetworkJson.read(json);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException("%s: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private static List<String> classes(String json, Path file) {
    try {
      return List.of(GSON.fromJson(json, String[].class));
    } catch (JsonSyntaxException | NullPointerException malformed) {
      throw new ModelFormatException(file + ": class names are no list: " + json, malformed);
    }
  }

  private static float[] values(Safetensors content, Parameter parameter, Path file) {
    Safetensors.Tensor tensor = content.tensors().get(parameter.name());
    if (tensor == null || !tensor.shape().equals(parameter.shape())) {
      throw new ModelFormatException(
          "%s: parameter '%s' is %s, expected the shape %s"
              .formatted(
                  file,
                  parameter.name(),
                  tensor == null ? "missing" : tensor.shape(),
                  parameter.shape()));
    }
    return tensor.values();
  }
}
