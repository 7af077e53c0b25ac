package dev.trine.nn;

import dev.trine.io.Safetensors;
import dev.trine.tensor.Shape;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
    Map<String, List<TorchLayout>> layouts = layouts(model, names, flattened);
    Map<String, Safetensors.Tensor> tensors = Safetensors.read(file, names.values()).tensors();
    Map<String, float[]> values = new LinkedHashMap<>();
    layouts.forEach(
        (parameter, possible) -> {
          Safetensors.Tensor tensor = tensors.get(names.get(parameter));
          TorchLayout layout =
              possible.stream()
                  .filter(one -> one.shape().equals(tensor.shape()))
                  .findFirst()
                  .orElseThrow(() -> unfit(model, parameter, possible, names, file, tensor));
          values.put(parameter, layout.here(tensor.values()));
        });
    values.forEach(model::write);
  }

  private static IllegalArgumentException unfit(
      Model model,
      String parameter,
      List<TorchLayout> possible,
      Map<String, String> names,
      Path file,
      Safetensors.Tensor tensor) {
    String shapes =
        possible.stream().map(one -> one.shape().toString()).collect(Collectors.joining(" or "));
    return new IllegalArgumentException(
        "Parameter '%s' of shape %s is made of a tensor of shape %s, '%s' in %s is %s; name another tensor for it, or give its layer the size that the weights have"
            .formatted(
                parameter,
                model.layout().parameter(parameter).shape(),
                shapes,
                names.get(parameter),
                file,
                tensor.shape()));
  }

  /** Those that each parameter may have there. */
  private static Map<String, List<TorchLayout>> layouts(
      Model model, Map<String, String> names, Map<String, Shape> flattened) {
    Map<String, Owner> owners = model.network().owners();
    Map<String, List<TorchLayout>> layouts = new LinkedHashMap<>();
    for (String name : names.keySet()) {
      Parameter parameter = model.layout().parameter(name);
      Shape before = flattened.get(name);
      layouts.put(
          name,
          before == null
              ? TorchLayout.of(owners.get(name), parameter)
              : List.of(TorchLayout.behind(before, owners.get(name).layer(), parameter)));
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
