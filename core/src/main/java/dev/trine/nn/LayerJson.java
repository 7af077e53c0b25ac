package dev.trine.nn;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Layers as JSON objects: the layer's name as {@code type}, and its record components. */
final class LayerJson {
  private static final Gson GSON = new Gson();

  /** Every layer that a file can hold; a new layer is added here. */
  private static final Map<String, Class<? extends Layer>> TYPES = new LinkedHashMap<>();

  static {
    TYPES.put("dense", Dense.class);
    TYPES.put("activation", Activate.class);
    TYPES.put("dropout", DropoutLayer.class);
    TYPES.put("flatten", Flatten.class);
  }

  private LayerJson() {}

  /** The name of a layer's kind; for one that is not listed, its class's. */
  static String nameOf(Layer layer) {
    return TYPES.entrySet().stream()
        .filter(entry -> entry.getValue() == layer.getClass())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(layer.getClass().getSimpleName());
  }

  static JsonObject toJson(Layer layer) {
    String name = nameOf(layer);
    if (!TYPES.containsKey(name)) {
      throw new IllegalArgumentException(
          "Layer %s cannot be saved: it is none of %s".formatted(name, TYPES.keySet()));
    }
    JsonObject json = new JsonObject();
    json.addProperty("type", name);
    GSON.toJsonTree(layer).getAsJsonObject().asMap().forEach(json::add);
    return json;
  }

  static Layer fromJson(JsonElement json) {
    try {
      String name = json.getAsJsonObject().get("type").getAsString();
      Class<? extends Layer> type = TYPES.get(name);
      if (type == null) {
        throw new ModelFormatException(
            "Layer type '%s' is none of %s; the file may come from a newer version"
                .formatted(name, TYPES.keySet()));
      }
      return GSON.fromJson(json, type);
    } catch (ModelFormatException known) {
      throw known;
    } catch (RuntimeException malformed) {
      throw new ModelFormatException("This is no layer: " + json, malformed);
    }
  }
}
