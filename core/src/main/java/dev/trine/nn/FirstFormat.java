package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.util.List;
import java.util.Map;

/**
 * Networks of model files of format 1, which knew layers one behind the other and had no number:
 * {@code {"input": [64], "layers": [{"type": "dense", …}, …]}}. Whatever becomes of layers and
 * their settings, this stays as it is.
 */
final class FirstFormat {
  private FirstFormat() {}

  static Network read(String text) {
    Map<String, JsonField> json = StrictJson.parse(text).members(List.of("input", "layers"));
    Layer[] layers =
        json.get("layers").elements().stream().map(FirstFormat::layer).toArray(Layer[]::new);
    return NetworkJson.described(() -> Network.of(NetworkJson.shape(json.get("input")), layers));
  }

  private static Layer layer(JsonField json) {
    return switch (json.member("type").text()) {
      case "dense" -> new Dense(units(json), activation(json));
      case "activation" -> new Activate(activation(json));
      case "dropout" -> new DropoutLayer(json.member("rate").number());
      case "flatten" -> new Flatten();
      default -> LayerJson.fromJson(json);
    };
  }

  private static int units(JsonField json) {
    return (int) json.member("units").whole(Integer.MAX_VALUE);
  }

  private static Activation activation(JsonField json) {
    return json.member("activation").constant(Activation.class);
  }
}
