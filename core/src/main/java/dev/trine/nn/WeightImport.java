package dev.trine.nn;

import dev.trine.io.Safetensors;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads weights that PyTorch has trained, from a safetensors file. */
final class WeightImport {
  private WeightImport() {}

  /**
   * Sets parameters; none if one does not fit.
   *
   * @param names of tensors in the file, by parameters
   * @param flattened what a dense layer's inputs were before a flatten, by its weight
   */
  static void into(
      Model model, Path file, Map<String, String> names, Map<String, Shape> flattened) {
    Map<String, TorchLayout> layouts = layouts(model, names, flattened);
    Map<String, Safetensors.Tensor> tensors = Safetensors.read(file, names.values()).tensors();
    Map<String, float[]> values = new LinkedHashMap<>();
    layouts.forEach(
        (parameter, layout) -> {
          Safetensors.Tensor tensor = tensors.get(names.get(parameter));
          if (!tensor.shape().equals(layout.shape())) {
            Shape here = model.layout().parameter(parameter).shape();
            throw new IllegalArgumentException(
                "Parameter '%s' of shape %s is made of a tensor of shape %s, '%s' in %s is %s; name another tensor for it, or give its layer the size that the weights have"
                    .formatted(
                        parameter,
                        here,
                        layout.shape(),
                        names.get(parameter),
                        file,
                        tensor.shape()));
          }
          values.put(parameter, layout.here(tensor.values()));
        });
    values.forEach(model::write);
  }

  private static Map<String, TorchLayout> layouts(
      Model model, Map<String, String> names, Map<String, Shape> flattened) {
    Map<String, Layer> owners = model.network().owners();
    Map<String, TorchLayout> layouts = new LinkedHashMap<>();
    for (String name : names.keySet()) {
      Parameter parameter = model.layout().parameter(name);
      Shape before = flattened.get(name);
      layouts.put(
          name,
          before == null
              ? TorchLayout.of(owners.get(name), parameter)
              : TorchLayout.behind(before, owners.get(name), parameter));
    }
    for (String name : flattened.keySet()) {
      if (!names.containsKey(name)) {
        throw new IllegalArgumentException(
            "What was flattened before '%s' is given, but no tensor for it, only for %s"
                .formatted(name, names.keySet()));
      }
    }
    return layouts;
  }
}
