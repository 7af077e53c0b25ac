package dev.trine.cuda.ptx;

import dev.trine.tensor.DType;
import java.util.List;

/**
 * How elements of a type lie in memory, and how they become the words that are computed with.
 *
 * @param access what loads and stores say of their width
 * @param widen what is done to the word {@code {x}} once it is loaded
 * @param narrow what makes {@code {y}}, the word to store, of {@code {x}}; empty where that is
 *     stored itself
 */
record Storage(int bytes, String access, List<String> widen, List<String> narrow) {

  static Storage of(DType type) {
    return switch (type) {
      case F32, I32 -> new Storage(type.bytes(), "b32", List.of(), List.of());
    };
  }

  /** Behind the load of a register. */
  void loaded(Assembly to, String register) {
    widen.forEach(each -> to.add(each.replace("{x}", register)));
  }

  /** Before a store; gives the register to store. */
  String narrowed(Assembly to, String register, String spare) {
    narrow.forEach(each -> to.add(each.replace("{x}", register).replace("{y}", spare)));
    return narrow.isEmpty() ? register : spare;
  }
}
