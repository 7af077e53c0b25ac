package dev.trine.data;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether fields can be those of one set. */
final class FieldCheck {
  private FieldCheck() {}

  /**
   * @throws IllegalArgumentException if two have one name, none is an input, or two are weights
   */
  static void check(List<Field> fields) {
    Set<String> names = new HashSet<>();
    for (Field field : fields) {
      if (!names.add(field.name())) {
        throw new IllegalArgumentException(
            "Two fields are named '%s': give each a name of its own".formatted(field.name()));
      }
    }
    List<String> weights =
        fields.stream()
            .filter(field -> field.role() == Field.Role.WEIGHT)
            .map(Field::name)
            .toList();
    if (weights.size() > 1) {
      throw new IllegalArgumentException(
          "The fields %s are all weights: an example has one".formatted(weights));
    }
    if (fields.stream().noneMatch(field -> field.role() == Field.Role.INPUT)) {
      throw new IllegalArgumentException(
          "None of the fields %s is an input: a network could be given nothing"
              .formatted(fields.stream().map(Field::name).toList()));
    }
  }
}
