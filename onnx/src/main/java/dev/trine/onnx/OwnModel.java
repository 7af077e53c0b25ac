package dev.trine.onnx;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.onnx.export.ExportedNetwork;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.onnx.file.OnnxTensor;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * A model that was exported here. Its network is that of the metadata, if the graph is still what
 * that becomes; if another program has changed it, the graph counts.
 *
 * @param graph what the network becomes
 */
record OwnModel(OnnxModel content, Network network, ExportedNetwork graph) {
  /** What a file is, if it was exported here and has not been changed but for its weights. */
  static Optional<OwnModel> of(OnnxModel content) {
    String json = content.metadata().get(ModelExport.NETWORK);
    if (json == null) {
      return Optional.empty();
    }
    Network network = Network.fromJson(json);
    // Before anything is made of the network: it may ask for more than the file has.
    long there = content.graph().initializers().stream().mapToLong(OnnxTensor::elements).sum();
    for (Parameter parameter : network.layout().parameters()) {
      there -= parameter.shape().elements();
      if (there < 0) {
        throw new ModelFormatException(
            "its network has more weights than its tensors, the first of them in '%s' of shape %s"
                .formatted(parameter.name(), parameter.shape()));
      }
    }
    try {
      ExportedNetwork graph = ExportedNetwork.of(network);
      return graph.is(content.graph())
          ? Optional.of(new OwnModel(content, network, graph))
          : Optional.empty();
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException(
          "the network in its metadata is none that is exported: " + unfit.getMessage(), unfit);
    }
  }

  /** The model, with its weights, classes and notes. */
  Model on(Backend backend) {
    float[] weights = graph.weights(content.graph(), (int) network.layout().elements());
    Model model = Model.filled(network, backend, parameter -> valuesOf(parameter, weights));
    try {
      each(ModelExport.NOTES, (name, text) -> model.note(name, text.text()));
      each(
          ModelExport.CLASSES,
          (output, names) ->
              model.classes(output, names.elements().stream().map(JsonField::text).toList()));
      return model;
    } catch (IllegalArgumentException unfit) {
      model.close();
      throw new ModelFormatException("its classes do not fit: " + unfit.getMessage(), unfit);
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  private float[] valuesOf(Parameter parameter, float[] weights) {
    int offset = (int) network.layout().offset(parameter.name());
    return Arrays.copyOfRange(weights, offset, offset + (int) parameter.shape().elements());
  }

  private void each(String key, BiConsumer<String, JsonField> member) {
    String json = content.metadata().get(key);
    Map<String, JsonField> members = json == null ? Map.of() : StrictJson.parse(json).members();
    members.forEach(member);
  }
}
