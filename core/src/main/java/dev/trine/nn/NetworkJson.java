package dev.trine.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Networks as JSON: {@code {"inputs": [{"name": "image", "type": "U8", "shape": [64]}], "layers":
 * [{"name": "tower", "from": ["image"], "layer": {"type": "dense", …}}, …], "outputs": ["digit"],
 * "frozen": ["tower"]}}. A layer that shares the weights of another has {@code "shares": "tower"}
 * in the place of its own settings.
 */
final class NetworkJson {
  private NetworkJson() {}

  static String write(Network network) {
    JsonArray inputs = new JsonArray();
    for (Network.Input input : network.inputs()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", input.name());
      json.addProperty("type", input.type().type().name());
      json.add("shape", dimensions(input.type().shape()));
      inputs.add(json);
    }
    JsonArray layers = new JsonArray();
    for (Vertex vertex : network.layers()) {
      JsonObject json = new JsonObject();
      json.addProperty("name", vertex.name());
      json.add("from", texts(vertex.inputs()));
      if (vertex.sharesWeights()) {
        json.addProperty("shares", vertex.weights());
      } else {
        json.add("layer", LayerJson.toJson(vertex.layer()));
      }
      layers.add(json);
    }
    JsonObject json = new JsonObject();
    json.add("inputs", inputs);
    json.add("layers", layers);
    json.add("outputs", texts(network.outputs()));
    json.add("frozen", texts(network.frozen()));
    return json.toString();
  }

  private static JsonArray dimensions(Shape shape) {
    JsonArray json = new JsonArray();
    Arrays.stream(shape.dimensions()).forEach(json::add);
    return json;
  }

  private static JsonArray texts(Collection<String> texts) {
    JsonArray json = new JsonArray();
    texts.forEach(json::add);
    return json;
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws ModelFormatException that names the field which is unknown, missing or of a wrong kind
   */
  static Network read(String text) {
    Map<String, JsonField> json =
        StrictJson.parse(text).members(List.of("inputs", "layers", "outputs", "frozen"));
    List<Network.Input> inputs =
        json.get("inputs").elements().stream().map(NetworkJson::input).toList();
    Map<String, Vertex> layers = new LinkedHashMap<>();
    List<Vertex> all = new ArrayList<>();
    for (JsonField field : json.get("layers").elements()) {
      Vertex vertex = vertex(field, layers);
      layers.putIfAbsent(vertex.name(), vertex);
      all.add(vertex);
    }
    List<String> outputs = texts(json.get("outputs"));
    List<String> frozen = texts(json.get("frozen"));
    return described(() -> new Network(inputs, all, outputs, new LinkedHashSet<>(frozen)));
  }

  /** A network, of which what is wrong is wrong with the file. */
  static Network described(Supplier<Network> network) {
    try {
      return network.get();
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException("it describes no network: " + unfit.getMessage(), unfit);
    }
  }

  private static Network.Input input(JsonField field) {
    Map<String, JsonField> json = field.members(List.of("name", "type", "shape"));
    DType element = json.get("type").constant(DType.class);
    return new Network.Input(
        json.get("name").text(), new TensorType(element, shape(json.get("shape"))));
  }

  /** A list of extents. */
  static Shape shape(JsonField field) {
    long[] extents =
        field.elements().stream().mapToLong(extent -> extent.whole(Long.MAX_VALUE)).toArray();
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException tooLarge) {
      throw new ModelFormatException(field.place() + ": " + tooLarge.getMessage(), tooLarge);
    }
  }

  private static Vertex vertex(JsonField field, Map<String, Vertex> before) {
    boolean shares = field.members().containsKey("shares");
    Map<String, JsonField> json =
        field.members(List.of("name", "from", shares ? "shares" : "layer"));
    String name = json.get("name").text();
    List<String> from = texts(json.get("from"));
    if (from.isEmpty()) {
      throw json.get("from").isNot("the names of what the layer takes");
    }
    if (!shares) {
      return new Vertex(name, LayerJson.fromJson(json.get("layer")), name, from);
    }
    Vertex owner = before.get(json.get("shares").text());
    if (owner == null) {
      throw json.get("shares").isNot("the name of a layer before it");
    }
    return new Vertex(name, owner.layer(), owner.name(), from);
  }

  private static List<String> texts(JsonField field) {
    return field.elements().stream().map(JsonField::text).toList();
  }
}
