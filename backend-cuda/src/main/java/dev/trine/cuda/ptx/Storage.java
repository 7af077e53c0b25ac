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

  /** To the nearest, of two to the even one; any NaN becomes one that survives the cut. */
  private static final List<String> TO_BF16 =
      List.of(
          "shr.u32 {y}, {x}, 16",
          "and.b32 {y}, {y}, 1",
          "add.u32 {y}, {y}, {x}",
          "add.u32 {y}, {y}, 0x7FFF",
          "shr.u32 {y}, {y}, 16",
          "setp.nan.f32 %truth, {x}, {x}",
          "selp.b32 {y}, 0x7FC0, {y}, %truth");

  static Storage of(DType type) {
    return switch (type) {
      case F32, I32 -> new Storage(type.bytes(), "b32", List.of(), List.of());
      case BF16 -> new Storage(type.bytes(), "u16", List.of("shl.b32 {x}, {x}, 16"), TO_BF16);
      case U8 -> new Storage(type.bytes(), "u8", List.of(), List.of());
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
