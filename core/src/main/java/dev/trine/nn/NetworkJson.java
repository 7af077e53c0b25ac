package dev.trine.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.Map;

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
   * @throws ModelFormatException that names the field which is unknown, missing or of a wrong kind
   */
  static Network read(String text) {
    Map<String, JsonField> json = StrictJson.parse(text).members(List.of("input", "layers"));
    long[] input =
        json.get("input").elements().stream().mapToLong(d -> d.whole(Long.MAX_VALUE)).toArray();
    Layer[] layers =
        json.get("layers").elements().stream().map(LayerJson::fromJson).toArray(Layer[]::new);
    try {
      return Network.of(Shape.of(input), layers);
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException("it describes no network: " + unfit.getMessage(), unfit);
    }
  }
}
