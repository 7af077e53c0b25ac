package dev.trine.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.trine.ModelFormatException;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Networks as JSON: {@code {"input": [64], "layers": [{"type": "dense", …}, …]}}. */
final class NetworkJson {
  private NetworkJson() {}

  static String write(Network network) {
    JsonArray input = new JsonArray();
    for (long dimension : network.input().dimensions()) {
      input.add(dimension);
    }
    JsonArray layers = new JsonArray();
    network.layers().forEach(layer -> layers.add(LayerJson.toJson(layer)));
    JsonObject json = new JsonObject();
    json.add("input", input);
    json.add("layers", layers);
    return json.toString();
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ModelFormatException if this is not a network
   */
  static Network read(String text) {
    try {
      JsonObject json = JsonParser.parseString(text).getAsJsonObject();
      JsonArray input = json.getAsJsonArray("input");
      long[] dimensions = new long[input.size()];
      for (int i = 0; i < dimensions.length; i++) {
        dimensions[i] = input.get(i).getAsLong();
      }
      List<Layer> layers = new ArrayList<>();
      for (JsonElement layer : json.getAsJsonArray("layers")) {
        layers.add(LayerJson.fromJson(layer));
      }
      return Network.of(Shape.of(dimensions), layers.toArray(Layer[]::new));
    } catch (ModelFormatException known) {
      throw known;
    } catch (RuntimeException malformed) {
      throw new ModelFormatException("This is no network: " + text, malformed);
    }
  }
}
