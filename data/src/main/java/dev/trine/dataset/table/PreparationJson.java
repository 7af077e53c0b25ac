package dev.trine.dataset.table;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.trine.io.json.JsonField;
import dev.trine.io.json.StrictJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Preparations as JSON: {@code {"preparation": 1, "features": [{"kind": "NUMERIC", "column": "age",
 * "origin": 31.5, "unit": 9.25, "mean": 31.5, "marksMissing": false}, {"kind": "CATEGORICAL",
 * "column": "colour", "categories": ["blue", "red"], "hasMissing": false}], "target": {"kind":
 * "NUMERIC", "column": "price", "origin": 0.0, "unit": 1.0}}}. A target of classes is {@code
 * {"kind": "CATEGORICAL", "column": "species", "categories": […]}}. The first member is the number
 * of the format.
 */
final class PreparationJson {
  private static final String FORMAT = "preparation";
  private static final int NEWEST = 1;
  private static final String FEATURES = "features";
  private static final String TARGET = "target";
  private static final String KIND = "kind";
  private static final String COLUMN = "column";
  private static final String ORIGIN = "origin";
  private static final String UNIT = "unit";
  private static final String MEAN = "mean";
  private static final String MARKS_MISSING = "marksMissing";
  private static final String CATEGORIES = "categories";
  private static final String HAS_MISSING = "hasMissing";

  private PreparationJson() {}

  static String write(List<Feature> features, Target target) {
    JsonArray inputs = new JsonArray();
    features.forEach(feature -> inputs.add(json(feature)));
    JsonObject json = new JsonObject();
    json.addProperty(FORMAT, NEWEST);
    json.add(FEATURES, inputs);
    json.add(TARGET, json(target));
    return json.toString();
  }

  private static JsonObject json(Feature feature) {
    if (feature instanceof NumericFeature numeric) {
      JsonObject json = numeric(numeric.column(), numeric.scale());
      json.addProperty(MEAN, numeric.mean());
      json.addProperty(MARKS_MISSING, numeric.isMarked());
      return json;
    }
    CategoricalFeature categorical = (CategoricalFeature) feature;
    JsonObject json = categorical(categorical.column(), categorical.categories());
    json.addProperty(HAS_MISSING, categorical.hasMissing());
    return json;
  }

  private static JsonObject json(Target target) {
    if (target instanceof ValueTarget values) {
      return numeric(values.column(), values.scale());
    }
    ClassTarget classes = (ClassTarget) target;
    return categorical(classes.column(), classes.categories());
  }

  private static JsonObject numeric(String column, LinearScale scale) {
    JsonObject json = of(Kind.NUMERIC, column);
    json.addProperty(ORIGIN, scale.origin());
    json.addProperty(UNIT, scale.unit());
    return json;
  }

  private static JsonObject categorical(String column, Categories categories) {
    JsonArray names = new JsonArray();
    categories.names().forEach(name -> names.add(new JsonPrimitive(name)));
    JsonObject json = of(Kind.CATEGORICAL, column);
    json.add(CATEGORIES, names);
    return json;
  }

  private static JsonObject of(Kind kind, String column) {
    JsonObject json = new JsonObject();
    json.addProperty(KIND, kind.name());
    json.addProperty(COLUMN, column);
    return json;
  }

  static Preparation read(String text) {
    JsonField json = StrictJson.parse(text);
    JsonField format = json.member(FORMAT);
    if (format.whole(Integer.MAX_VALUE) != NEWEST) {
      throw format.isNot(NEWEST + "; the file may come from a newer version");
    }
    Map<String, JsonField> members = json.members(List.of(FORMAT, FEATURES, TARGET));
    Set<String> columns = new HashSet<>();
    Target target = target(members.get(TARGET));
    columns.add(target.column());
    List<Feature> features = new ArrayList<>();
    for (JsonField element : members.get(FEATURES).elements()) {
      Feature feature = feature(element);
      if (!columns.add(feature.column())) {
        throw element.member(COLUMN).isNot("a column that is not there before, nor the target");
      }
      features.add(feature);
    }
    if (features.isEmpty()) {
      throw members.get(FEATURES).isNot("a list of at least one feature");
    }
    return new Preparation(features, target);
  }

  private static Feature feature(JsonField json) {
    if (json.member(KIND).constant(Kind.class) == Kind.NUMERIC) {
      Map<String, JsonField> members =
          json.members(List.of(KIND, COLUMN, ORIGIN, UNIT, MEAN, MARKS_MISSING));
      return new NumericFeature(
          column(members),
          scale(members),
          members.get(MEAN).number(),
          members.get(MARKS_MISSING).flag());
    }
    Map<String, JsonField> members = json.members(List.of(KIND, COLUMN, CATEGORIES, HAS_MISSING));
    return new CategoricalFeature(
        column(members), categories(members), members.get(HAS_MISSING).flag());
  }

  private static Target target(JsonField json) {
    if (json.member(KIND).constant(Kind.class) == Kind.NUMERIC) {
      Map<String, JsonField> members = json.members(List.of(KIND, COLUMN, ORIGIN, UNIT));
      return new ValueTarget(column(members), scale(members));
    }
    Map<String, JsonField> members = json.members(List.of(KIND, COLUMN, CATEGORIES));
    return new ClassTarget(column(members), categories(members));
  }

  private static String column(Map<String, JsonField> members) {
    return members.get(COLUMN).text();
  }

  private static LinearScale scale(Map<String, JsonField> members) {
    JsonField unit = members.get(UNIT);
    if (!(unit.number() > 0)) {
      throw unit.isNot("a number above 0");
    }
    return new LinearScale(members.get(ORIGIN).number(), unit.number());
  }

  private static Categories categories(Map<String, JsonField> members) {
    Set<String> names = new HashSet<>();
    for (JsonField name : members.get(CATEGORIES).elements()) {
      if (!names.add(name.text())) {
        throw name.isNot("a category that is not there before");
      }
    }
    if (names.isEmpty()) {
      throw members.get(CATEGORIES).isNot("a list of at least one category");
    }
    return new Categories(
        members.get(CATEGORIES).elements().stream().map(JsonField::text).toList());
  }
}
