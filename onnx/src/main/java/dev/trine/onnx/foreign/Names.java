package dev.trine.onnx.foreign;

import dev.trine.data.Field;

/** Names of inputs and layers, which are of fewer characters than those of ONNX. */
final class Names {
  private Names() {}

  /** Whether something can be called so. */
  static boolean isSuiting(String name) {
    try {
      Field.requireName("An output", name);
      return true;
    } catch (IllegalArgumentException unfit) {
      return false;
    }
  }

  /** The name, or words of its letters and digits: {@code /images.1} as {@code images_1}. */
  static String suiting(String name) {
    if (isSuiting(name)) {
      return name;
    }
    String words = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", "");
    return words.isEmpty() ? "input" : words;
  }
}
