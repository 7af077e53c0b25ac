package dev.trine.onnx;

import com.google.gson.Gson;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Parameter;
import dev.trine.onnx.export.ExportedNetwork;
import dev.trine.onnx.file.OnnxModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A model with its weights as an ONNX file. */
final class ModelExport {
  /** In the metadata: the network as JSON. */
  static final String NETWORK = "trine.network";

  /** The names of classes by output, as JSON. */
  static final String CLASSES = "trine.classes";

  /** The notes by name, as JSON. */
  static final String NOTES = "trine.notes";

  private static final String PRODUCER = "Trine";

  /** Of the opset up to which it is the least that may hold it. */
  private static final int IR_OF_OPSET_18 = 8;

  private static final int IR_OF_OPSET_20 = 9;

  private ModelExport() {}

  static OnnxModel of(Model model) {
    Network network = model.network();
    long elements = model.layout().elements();
    if (elements > Integer.MAX_VALUE / Float.BYTES) {
      throw new IllegalArgumentException(
          "The model has %s weights, an ONNX file can have 2 GiB at most; save it as safetensors"
              .formatted(elements));
    }
    ExportedNetwork exported = ExportedNetwork.of(network);
    return new OnnxModel(
        exported.opset() <= 18 ? IR_OF_OPSET_18 : IR_OF_OPSET_20,
        exported.opset(),
        List.of(PRODUCER, version()),
        exported.graph(weights(model)),
        metadata(model));
  }

  /** That of the jar; of classes that are in none, it is not known. */
  private static String version() {
    String version = ModelExport.class.getPackage().getImplementationVersion();
    return version == null ? "" : version;
  }

  /** All parameters, in the order of the layout. */
  private static float[] weights(Model model) {
    float[] all = new float[(int) model.layout().elements()];
    for (Parameter parameter : model.layout().parameters()) {
      float[] values = model.read(parameter.name());
      int offset = (int) model.layout().offset(parameter.name());
      System.arraycopy(values, 0, all, offset, values.length);
    }
    return all;
  }

  private static Map<String, String> metadata(Model model) {
    Map<String, List<String>> classes = new LinkedHashMap<>();
    for (String output : model.network().outputs()) {
      if (!model.classes(output).isEmpty()) {
        classes.put(output, model.classes(output));
      }
    }
    Gson gson = new Gson();
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(NETWORK, model.network().toJson());
    metadata.put(CLASSES, gson.toJson(classes));
    metadata.put(NOTES, gson.toJson(model.notes()));
    return metadata;
  }
}
