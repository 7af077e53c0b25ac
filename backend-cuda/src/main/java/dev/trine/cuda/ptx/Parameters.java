package dev.trine.cuda.ptx;

import java.util.ArrayList;
import java.util.List;

/** The parameters of a kernel, in order. */
final class Parameters {
  private final List<String> all = new ArrayList<>();

  /** A pointer, or an offset in elements. */
  void memory(List<String> names) {
    add(".u64", names);
  }

  void floats(List<String> names) {
    add(".f32", names);
  }

  void ints(List<String> names) {
    add(".u32", names);
  }

  private void add(String type, List<String> names) {
    names.forEach(name -> all.add("\t.param " + type + " " + name));
  }

  @Override
  public String toString() {
    return String.join(",\n", all);
  }
}
