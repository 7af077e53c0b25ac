package dev.trine.nn;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.trine.tensor.DType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a network's JSON may be, as a JSON Schema (draft 2020-12), written from the records that
 * layers are. Its file is docs/network.schema.json; running this prints it.
 */
public final class NetworkSchema {
  private static final Gson GSON =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  private final JsonObject definitions = new JsonObject();
  private final Map<String, Class<? extends Layer>> types;

  private NetworkSchema(Map<String, Class<? extends Layer>> types) {
    this.types = types;
  }

  /** Prints the schema of the layers of this library. */
  public static void main(String... arguments) {
    System.out.println(of(LayerJson.ofLibrary()));
  }

  /** The schema of networks of these layers, by their names. */
  static String of(Map<String, Class<? extends Layer>> types) {
    return GSON.toJson(new NetworkSchema(types).network());
  }

  private JsonObject network() {
    definitions.add("shape", list(integer(0)));
    definitions.add("names", list(kind("string")));
    definitions.add("layer", oneOf(types.keySet()));
    types.forEach((name, type) -> definitions.add(name, layer(name, type)));
    JsonObject schema = new JsonObject();
    schema.addProperty(NetworkJson.SCHEMA, "https://json-schema.org/draft/2020-12/schema");
    schema.addProperty("title", "A network of Trine");
    JsonObject properties = new JsonObject();
    properties.add(NetworkJson.SCHEMA, kind("string"));
    properties.add(NetworkJson.INPUT, reference("shape"));
    properties.add(NetworkJson.INPUTS, list(input()));
    properties.add(NetworkJson.LAYERS, list(anyOf(reference("layer"), named(), sharing())));
    properties.add(NetworkJson.OUTPUTS, reference("names"));
    properties.add(NetworkJson.FROZEN, reference("names"));
    object(schema, properties, List.of(NetworkJson.LAYERS));
    JsonArray either = new JsonArray();
    either.add(required(NetworkJson.INPUT));
    either.add(required(NetworkJson.INPUTS));
    schema.add("oneOf", either);
    schema.add("$defs", definitions);
    return schema;
  }

  private static JsonObject input() {
    JsonObject properties = new JsonObject();
    properties.add("name", kind("string"));
    properties.add("type", constants(DType.class));
    properties.add("shape", reference("shape"));
    return object(new JsonObject(), properties, List.of("name", "type", "shape"));
  }

  /** A layer with a name, and with the names of what it takes. */
  private static JsonObject named() {
    return node("layer", reference("layer"));
  }

  /** The same with the weights of another. */
  private static JsonObject sharing() {
    return node("shares", kind("string"));
  }

  private static JsonObject node(String member, JsonObject schema) {
    JsonObject from = list(kind("string"));
    from.addProperty("minItems", 1);
    JsonObject properties = new JsonObject();
    properties.add("name", kind("string"));
    properties.add("from", from);
    properties.add(member, schema);
    return object(new JsonObject(), properties, List.of("name", member));
  }

  private JsonObject layer(String name, Class<? extends Layer> type) {
    JsonObject kind = new JsonObject();
    kind.addProperty("const", name);
    JsonObject properties = new JsonObject();
    properties.add(LayerJson.TYPE, kind);
    return record(type, properties);
  }

  /** The components of a record, behind other members, all of which are required. */
  private JsonObject record(Class<?> type, JsonObject properties) {
    List<String> required = new ArrayList<>();
    properties.entrySet().forEach(property -> required.add(property.getKey()));
    for (RecordComponent component : type.getRecordComponents()) {
      JsonObject schema = component(component);
      if (component.isAnnotationPresent(Default.class)) {
        schema.add("default", usual(component));
      } else {
        required.add(component.getName());
      }
      properties.add(component.getName(), schema);
    }
    return object(new JsonObject(), properties, required);
  }

  private JsonObject component(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == int.class) {
      return kind("integer");
    } else if (type == double.class) {
      return kind("number");
    } else if (type == boolean.class) {
      return kind("boolean");
    } else if (type == String.class) {
      return kind("string");
    } else if (type.isEnum()) {
      return constants(type);
    } else if (type == Layer.class) {
      return reference("layer");
    } else if (Layer.class.isAssignableFrom(type)) {
      return oneOf(
          types.keySet().stream().filter(name -> type.isAssignableFrom(types.get(name))).toList());
    } else if (type.isRecord()) {
      String name = type.getSimpleName();
      if (!definitions.has(name)) {
        definitions.add(name, record(type, new JsonObject()));
      }
      return reference(name);
    }
    return list(reference("layer"));
  }

  private static JsonElement usual(RecordComponent component) {
    return GSON.fromJson(RecordJson.usual(component), JsonElement.class);
  }

  private static JsonObject kind(String type) {
    JsonObject schema = new JsonObject();
    schema.addProperty("type", type);
    return schema;
  }

  private static JsonObject integer(int least) {
    JsonObject schema = kind("integer");
    schema.addProperty("minimum", least);
    return schema;
  }

  private static JsonObject list(JsonObject items) {
    JsonObject schema = kind("array");
    schema.add("items", items);
    return schema;
  }

  private static JsonObject constants(Class<?> type) {
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(one -> ((Enum<?>) one).name()).toList();
    JsonObject schema = new JsonObject();
    schema.add("enum", NetworkJson.texts(names));
    return schema;
  }

  private static JsonObject reference(String definition) {
    JsonObject schema = new JsonObject();
    schema.addProperty("$ref", "#/$defs/" + definition);
    return schema;
  }

  /** One of some layers; of a single one that itself. */
  private static JsonObject oneOf(Collection<String> layers) {
    if (layers.size() == 1) {
      return reference(layers.iterator().next());
    }
    JsonArray references = new JsonArray();
    layers.forEach(name -> references.add(reference(name)));
    JsonObject schema = new JsonObject();
    schema.add("oneOf", references);
    return schema;
  }

  private static JsonObject anyOf(JsonObject... schemas) {
    JsonArray all = new JsonArray();
    Arrays.stream(schemas).forEach(all::add);
    JsonObject schema = new JsonObject();
    schema.add("anyOf", all);
    return schema;
  }

  private static JsonObject required(String member) {
    JsonObject schema = new JsonObject();
    schema.add("required", NetworkJson.texts(List.of(member)));
    return schema;
  }

  /** An object of these members and no others. */
  private static JsonObject object(
      JsonObject schema, JsonObject properties, Collection<String> required) {
    schema.addProperty("type", "object");
    schema.add("properties", properties);
    schema.add("required", NetworkJson.texts(required));
    schema.addProperty("additionalProperties", false);
    return schema;
  }
}
