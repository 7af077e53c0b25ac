package dev.trine.nn;

import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import dev.trine.io.json.JsonField;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Layers as JSON objects: the layer's name as {@code type}, and its record components. */
final class LayerJson {
  static final String TYPE = "type";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

  /** Every layer that a file can hold; a new layer is added here. */
  private static final Map<String, Class<? extends Layer>> TYPES =
      Collections.synchronizedMap(new LinkedHashMap<>());

  static {
    TYPES.put("dense", Dense.class);
    TYPES.put("activation", Activate.class);
    TYPES.put("dropout", DropoutLayer.class);
    TYPES.put("flatten", Flatten.class);
    TYPES.put("scale", Scale.class);
    TYPES.put("concatenate", Concatenate.class);
    TYPES.put("add", Add.class);
    TYPES.put("sequence", Sequence.class);
    TYPES.put("residual", Residual.class);
    TYPES.put("image", Image.class);
    TYPES.put("conv2d", Convolution2d.class);
    TYPES.put("transposed-conv2d", TransposedConvolution2d.class);
    TYPES.put("max-pool2d", MaxPool2d.class);
    TYPES.put("average-pool2d", AveragePool2d.class);
    TYPES.put("global-average-pool2d", GlobalAveragePool2d.class);
    TYPES.put("recurrent", Recurrent.class);
    TYPES.put("lstm", Lstm.class);
    TYPES.put("gru", Gru.class);
    TYPES.put("bidirectional", Bidirectional.class);
    TYPES.put("batch-norm", BatchNorm.class);
    TYPES.put("layer-norm", LayerNorm.class);
    TYPES.put("group-norm", GroupNorm.class);
    TYPES.put("fixed-point", FixedPoint.class);
    TYPES.put("lateral", Lateral.class);
    TYPES.put("embedding", Embedding.class);
    TYPES.put("sinusoidal-positions", SinusoidalPositions.class);
    TYPES.put("learned-positions", LearnedPositions.class);
    TYPES.put("attention", Attention.class);
    TYPES.put("transformer", Transformer.class);
    TYPES.put("transformer-decoder", TransformerDecoder.class);
    TYPES.put("prelu", Prelu.class);
    TYPES.put("maxout", Maxout.class);
    TYPES.put("rms-norm", RmsNorm.class);
    TYPES.put("conv1d", Convolution1d.class);
    TYPES.put("max-pool1d", MaxPool1d.class);
    TYPES.put("average-pool1d", AveragePool1d.class);
    TYPES.put("global-average-pool1d", GlobalAveragePool1d.class);
    TYPES.put("global-max-pool2d", GlobalMaxPool2d.class);
    TYPES.put("upsample2d", Upsample2d.class);
    TYPES.put("pad2d", Pad2d.class);
  }

  private static final Map<String, Class<? extends Layer>> OF_LIBRARY =
      Collections.unmodifiableMap(new LinkedHashMap<>(TYPES));

  private LayerJson() {}

  /** The layers of this library by name. */
  static Map<String, Class<? extends Layer>> ofLibrary() {
    return OF_LIBRARY;
  }

  /** Adds a layer that is not of this library. */
  static void register(String name, Class<? extends Layer> type) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no name for a layer: expected small letters, digits and hyphens, such as 'highway'"
              .formatted(name));
    }
    RecordJson.check(type);
    Class<? extends Layer> before = TYPES.putIfAbsent(name, type);
    if (before != null && before != type) {
      throw new IllegalArgumentException(
          "The layer '%s' is %s already, so that %s needs another name"
              .formatted(name, before.getName(), type.getName()));
    }
  }

  /** The name of a layer's kind; for one that is not listed, its class's. */
  static String nameOf(Layer layer) {
    return Map.copyOf(TYPES).entrySet().stream()
        .filter(entry -> entry.getValue() == layer.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(layer.getClass().getSimpleName());
  }

  static JsonObject toJson(Layer layer) {
    String name = nameOf(layer);
    if (!TYPES.containsKey(name)) {
      throw new IllegalArgumentException(
          "Layer %s cannot be saved: it is none of %s; make one of your own known by Layers.register(name, %s.class)"
              .formatted(name, TYPES.keySet(), layer.getClass().getSimpleName()));
    }
    JsonObject json = new JsonObject();
    json.addProperty(TYPE, name);
    RecordJson.write((Record) layer, json);
    return json;
  }

  static Layer fromJson(JsonField json) {
    JsonField name = json.member(TYPE);
    Class<? extends Layer> type = TYPES.get(name.text());
    if (type == null) {
      throw name.isNot(
          "one of %s; the file may come from a newer version, or have a layer of your own, which Layers.register makes known"
              .formatted(TYPES.keySet()));
    }
    List<String> names = new ArrayList<>(List.of(TYPE));
    names.addAll(RecordJson.names(type));
    try {
      return RecordJson.read(type, json.members(names, RecordJson.optional(type)));
    } catch (IllegalArgumentException refused) {
      throw new ModelFormatException(json.place() + ": " + refused.getMessage(), refused);
    }
  }
}
