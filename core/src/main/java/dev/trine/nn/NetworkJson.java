package dev.trine.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.trine.ModelFormatException;
import dev.trine.data.Dataset;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Networks as JSON, as docs/networks.md describes it: {@code {"inputs": [{"name": "image", "type":
 * "U8", "shape": [64]}], "layers": [{"name": "tower", "from": ["image"], "layer": {"type": "dense",
 * …}}, …], "outputs": ["digit"], "frozen": ["tower"]}}. A layer that shares the weights of another
 * has {@code "shares": "tower"} in the place of its own settings. Layers one behind the other need
 * neither names nor {@code from}: {@code {"input": [64], "layers": [{"type": "dense", …}, …]}}.
 */
final class NetworkJson {
  /** Says to an editor which schema a file follows; nothing is made of it. */
  static final String SCHEMA = "$schema";

  static final String INPUT = "input";
  static final String INPUTS = "inputs";
  static final String LAYERS = "layers";
  static final String OUTPUTS = "outputs";
  static final String FROZEN = "frozen";

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
    json.add(INPUTS, inputs);
    json.add(LAYERS, layers);
    json.add(OUTPUTS, texts(network.outputs()));
    json.add(FROZEN, texts(network.frozen()));
    return json.toString();
  }

  private static JsonArray dimensions(Shape shape) {
    JsonArray json = new JsonArray();
    Arrays.stream(shape.dimensions()).forEach(size -> json.add(new JsonPrimitive(size)));
    return json;
  }

  static JsonArray texts(Collection<String> texts) {
    JsonArray json = new JsonArray();
    texts.forEach(text -> json.add(new JsonPrimitive(text)));
    return json;
  }

  /**
   * Reads what {@link #write} wrote, or a person, who may leave out what is as usual.
   *
   * @throws ModelFormatException that names the field which is unknown, missing or of a wrong kind
   */
  static Network read(String text) {
    JsonField whole = StrictJson.parse(text);
    String given = whole.members().containsKey(INPUTS) ? INPUTS : INPUT;
    if (given.equals(INPUTS) && whole.members().containsKey(INPUT)) {
      throw new ModelFormatException("input and inputs are both there, expected one of them");
    }
    Map<String, JsonField> json =
        whole.members(
            List.of(SCHEMA, given, LAYERS, OUTPUTS, FROZEN), Set.of(SCHEMA, OUTPUTS, FROZEN));
    return described(
        () -> {
          NetworkBuilder builder = new NetworkBuilder();
          if (given.equals(INPUT)) {
            builder.input(Dataset.FEATURES, shape(json.get(INPUT)));
          } else {
            json.get(INPUTS).elements().forEach(input -> addInput(input, builder));
          }
          json.get(LAYERS).elements().forEach(layer -> addLayer(layer, builder));
          builder.output(texts(json.get(OUTPUTS)));
          builder.freeze(texts(json.get(FROZEN)));
          return builder.build();
        });
  }

  /** A network, of which what is wrong is wrong with the file. */
  static Network described(Supplier<Network> network) {
    try {
      return network.get();
    } catch (IllegalArgumentException | ArithmeticException unfit) {
      throw new ModelFormatException("it describes no network: " + unfit.getMessage(), unfit);
    }
  }

  private static void addInput(JsonField field, NetworkBuilder to) {
    Map<String, JsonField> json = field.members(List.of("name", "type", "shape"));
    DType element = json.get("type").constant(DType.class);
    to.input(json.get("name").text(), new TensorType(element, shape(json.get("shape"))));
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

  private static void addLayer(JsonField field, NetworkBuilder to) {
    if (field.members().containsKey(LayerJson.TYPE)) {
      to.layer(LayerJson.fromJson(field));
      return;
    }
    boolean shares = field.members().containsKey("shares");
    Map<String, JsonField> json =
        field.members(List.of("name", "from", shares ? "shares" : "layer"), Set.of("from"));
    String name = json.get("name").text();
    String[] from = texts(json.get("from"));
    if (json.containsKey("from") && from.length == 0) {
      throw json.get("from").isNot("the names of what the layer takes");
    }
    if (shares) {
      share(name, json.get("shares"), from, to);
    } else {
      to.layer(name, LayerJson.fromJson(json.get("layer")), from);
    }
  }

  private static void share(String name, JsonField owner, String[] from, NetworkBuilder to) {
    try {
      to.share(name, owner.text(), from);
    } catch (IllegalArgumentException unknown) {
      throw owner.isNot("the name of a layer before it");
    }
  }

  /** The texts of a list, none if it is not there. */
  private static String[] texts(JsonField field) {
    return field == null
        ? new String[0]
        : field.elements().stream().map(JsonField::text).toArray(String[]::new);
  }
}
