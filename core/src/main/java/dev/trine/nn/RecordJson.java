package dev.trine.nn;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The components of a record as members of a JSON object: int, double, boolean, String, enums,
 * layers, lists of layers, and records of these.
 */
final class RecordJson {
  private static final Set<Class<?>> SCALARS =
      Set.of(int.class, double.class, boolean.class, String.class);

  private RecordJson() {}

  /**
   * Whether each component of a record has a JSON.
   *
   * @throws IllegalArgumentException if one has none
   */
  static void check(Class<?> type) {
    for (RecordComponent component : type.getRecordComponents()) {
      Class<?> kind = component.getType();
      if (kind.isRecord() && !isLayer(kind)) {
        check(kind);
      } else if (!(SCALARS.contains(kind)
          || kind.isEnum()
          || isLayer(kind)
          || isLayers(component))) {
        throw new IllegalArgumentException(
            "The component '%s' of %s has no JSON; expected int, double, boolean, String, an enum, Layer, List<Layer> or a record of these"
                .formatted(component, type.getName()));
      }
    }
  }

  /** Any layer, or one of a kind. */
  private static boolean isLayer(Class<?> kind) {
    return Layer.class.isAssignableFrom(kind);
  }

  private static boolean isLayers(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
        && type.getRawType() == List.class
        && type.getActualTypeArguments()[0] == Layer.class;
  }

  /** Adds a member for each component. */
  static void write(Record value, JsonObject to) {
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Object content = invoke(() -> open(component.getAccessor()).invoke(value));
      if (content instanceof Integer || content instanceof Double) {
        to.addProperty(component.getName(), (Number) content);
      } else if (content instanceof Boolean flag) {
        to.addProperty(component.getName(), flag);
      } else if (content instanceof String text) {
        to.addProperty(component.getName(), text);
      } else if (content instanceof Enum<?> constant) {
        to.addProperty(component.getName(), constant.name());
      } else if (content instanceof Layer layer) {
        to.add(component.getName(), LayerJson.toJson(layer));
      } else if (content instanceof Record settings) {
        JsonObject members = new JsonObject();
        write(settings, members);
        to.add(component.getName(), members);
      } else if (isLayers(component)) {
        JsonArray layers = new JsonArray();
        ((List<?>) content).forEach(layer -> layers.add(LayerJson.toJson((Layer) layer)));
        to.add(component.getName(), layers);
      } else {
        throw unknownKind(component);
      }
    }
  }

  /** The names of the components of a record. */
  static List<String> names(Class<?> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }

  /** The names of those that a JSON may lack, see {@link Default}. */
  static Set<String> optional(Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.isAnnotationPresent(Default.class))
        .map(RecordComponent::getName)
        .collect(Collectors.toSet());
  }

  /**
   * The record whose components are given by name.
   *
   * @param members without those that are to be as is usual
   * @throws ModelFormatException if one is of the wrong kind
   * @throws IllegalArgumentException if the record refuses them
   */
  static <T> T read(Class<T> type, Map<String, JsonField> members) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    Object[] values = Arrays.stream(components).map(c -> value(c, members)).toArray();
    return invoke(
        () -> {
          Constructor<T> canonical = open(type.getDeclaredConstructor(types));
          return canonical.newInstance(values);
        });
  }

  private static Object value(RecordComponent component, Map<String, JsonField> members) {
    Class<?> type = component.getType();
    JsonField given = members.get(component.getName());
    JsonField field = given == null ? StrictJson.parse(usual(component)) : given;
    if (type == int.class) {
      return field.integer();
    } else if (type == double.class) {
      return field.number();
    } else if (type == boolean.class) {
      return field.flag();
    } else if (type == String.class) {
      return field.text();
    } else if (type.isEnum()) {
      return field.constant(type);
    } else if (isLayer(type)) {
      Layer layer = LayerJson.fromJson(field);
      if (!type.isInstance(layer)) {
        throw field.isNot("a layer of the kind " + type.getSimpleName());
      }
      return layer;
    } else if (isLayers(component)) {
      return field.elements().stream().map(LayerJson::fromJson).toList();
    } else if (type.isRecord()) {
      return read(type, field.members(names(type), optional(type)));
    }
    throw unknownKind(component);
  }

  /** What a component is if a JSON lacks it, as JSON. */
  static String usual(RecordComponent component) {
    String value = component.getAnnotation(Default.class).value();
    boolean isText = component.getType() == String.class || component.getType().isEnum();
    return isText ? '"' + value + '"' : value;
  }

  /** Records of others need not be public. */
  private static <T extends AccessibleObject> T open(T member) {
    member.setAccessible(true);
    return member;
  }

  private static IllegalStateException unknownKind(RecordComponent component) {
    return new IllegalStateException(
        "RecordJson knows no JSON for the component '%s'".formatted(component));
  }

  private interface Reflective<T> {
    T call() throws ReflectiveOperationException;
  }

  private static <T> T invoke(Reflective<T> call) {
    try {
      return call.call();
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException refused) {
        throw refused;
      }
      throw new IllegalStateException(thrown);
    } catch (ReflectiveOperationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
