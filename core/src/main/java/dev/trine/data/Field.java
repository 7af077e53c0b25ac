package dev.trine.data;

import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.Serializable;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One of the things that each example of a set has, such as an image, a few numbers or a label.
 *
 * @param name words of letters, digits and _, joined by single spaces or one of {@code - . /}
 * @param type of one example, so without a batch axis; of rank 0 where that is a single number
 * @param role what it is for
 * @param classes of labels, the names of the classes, which the labels count from 0; else empty
 */
public record Field(String name, TensorType type, Role role, List<String> classes)
    implements Serializable {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_]+([-./ ][\\p{L}\\p{N}_]+)*");

  /** What a field is for. */
  public enum Role {
    /** What a network is given. */
    INPUT,
    /** What it should give. */
    TARGET,
    /** How much an example counts, or each step of it. */
    WEIGHT
  }

  /**
   * @throws IllegalArgumentException if the name is none, if there are classes and it is no target
   *     of type I32, or two are called alike, or if it is a weight and not F32
   */
  public Field {
    classes = List.copyOf(classes);
    requireName("A field", name);
    if (!classes.isEmpty() && (role != Role.TARGET || type.type() != DType.I32)) {
      throw new IllegalArgumentException(
          "Field '%s' has classes, so it should be a TARGET of type I32, and is %s of type %s"
              .formatted(name, role, type.type()));
    }
    if (Set.copyOf(classes).size() < classes.size()) {
      throw new IllegalArgumentException(
          "Field '%s' has two classes of one name, of which an answer would not tell which: name each otherwise, not %s"
              .formatted(name, classes));
    }
    if (role == Role.WEIGHT && type.type() != DType.F32) {
      throw new IllegalArgumentException(
          "Field '%s' is a weight, so it should be F32, a single one for each example or one for each step, and is %s"
              .formatted(name, type));
    }
  }

  /**
   * Checks that something can be called so: fields, and inputs and layers of networks, which go by
   * their names.
   *
   * @param what is named, for the message: {@code A field}
   * @throws IllegalArgumentException if it is no name
   */
  public static void requireName(String what, String name) {
    if (name == null || !NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "%s is named %s, expected words of letters, digits and _, joined by single spaces or one of - . /"
              .formatted(what, name == null ? "null" : "'" + name + "'"));
    }
  }

  /** What a network is given. */
  public static Field input(String name, TensorType type) {
    return new Field(name, type, Role.INPUT, List.of());
  }

  /** Numbers that a network should give, F32. */
  public static Field values(String name, Shape shape) {
    return new Field(name, TensorType.f32(shape), Role.TARGET, List.of());
  }

  /**
   * The class that a network should give, a single I32.
   *
   * @param classes their names; a label is an index into them
   */
  public static Field labels(String name, List<String> classes) {
    return labels(name, Shape.of(), classes);
  }

  /**
   * The class that a network should give for each step of a sequence, I32; −1 for a step that does
   * not count.
   *
   * @param shape of the labels of one example: [time]
   * @param classes their names; a label is an index into them
   */
  public static Field labels(String name, Shape shape, List<String> classes) {
    if (classes.isEmpty()) {
      throw new IllegalArgumentException(
          "Field '%s' has labels of no class: name at least one".formatted(name));
    }
    return new Field(name, new TensorType(DType.I32, shape), Role.TARGET, classes);
  }

  /** How much an example counts, a single F32, finite and not negative. */
  public static Field weight(String name) {
    return weight(name, Shape.of());
  }

  /**
   * How much each step of an example counts, F32, finite and not negative.
   *
   * @param shape of the weights of one example: [time]
   */
  public static Field weight(String name, Shape shape) {
    return new Field(name, TensorType.f32(shape), Role.WEIGHT, List.of());
  }

  /** The type of this field of so many examples: [examples, …]. */
  public TensorType batched(int examples) {
    return type.batched(examples);
  }
}
