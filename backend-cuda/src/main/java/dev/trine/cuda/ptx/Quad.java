package dev.trine.cuda.ptx;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;

/**
 * The loop of a lane: quads of four neighbouring elements, a launch's breadth apart. Of the last
 * quad only the first element exists for certain.
 */
final class Quad {
  static final int LENGTH = 4;

  /** The register with the number of its first element. */
  static final String FIRST = "%first";

  private static final String WIDE = "%wide";
  private static final String COUNT = "count";
  private static final String ALIGNED = "aligned";

  private Quad() {}

  /** How many elements there are, and whether all dense tensors are aligned. */
  static List<String> parameters() {
    return List.of(COUNT, ALIGNED);
  }

  static IntStream elements() {
    return IntStream.range(0, LENGTH);
  }

  /** An instruction that is carried out if an element of the quad exists. */
  static void addWhereExists(Assembly to, int element, String opcode, Object... operands) {
    if (element == 0) {
      to.add(opcode, operands);
    } else {
      to.addWhere(exists(element), opcode, operands);
    }
  }

  /** As {@link #addWhereExists}, between {@link #beginKeeping} and the end of the round. */
  static void addWhereKept(Assembly to, int element, String opcode, Object... operands) {
    to.addWhere(exists(element), opcode, operands);
  }

  /** From here to the end of the round the first element may be left out, too. */
  static void beginKeeping(Assembly to) {
    to.add("setp.gt.u32", exists(0), "%left", 0);
  }

  /** Leaves an element out of the round unless a predicate holds. */
  static void keepWhere(Assembly to, int element, String predicate) {
    to.add("and.pred", exists(element), exists(element), predicate);
    to.add("and.pred", WIDE, WIDE, predicate);
  }

  /** The predicate by which an element is kept. */
  static String exists(int element) {
    return "%exists" + element;
  }

  /** A register for the word that is stored of an element. */
  static String spare(int element) {
    return "%spare" + element;
  }

  static void declareRegisters(Assembly to) {
    to.declare(".b32", FIRST, "%lane", "%stride", "%left", "%" + COUNT, "%" + ALIGNED);
    to.declare(".b32", "%spare<" + LENGTH + ">");
    to.declare(".pred", "%exists<" + LENGTH + ">", WIDE, "%more");
  }

  /** The lane's first quad; a lane without any ends. */
  static void begin(Assembly to, int lanes) {
    to.add("ld.param.u32", "%" + COUNT, "[" + COUNT + "]");
    to.add("ld.param.u32", "%" + ALIGNED, "[" + ALIGNED + "]");
    to.add("mov.u32", FIRST, "%ctaid.x");
    to.add("mov.u32", "%lane", "%tid.x");
    to.add("mad.lo.u32", FIRST, FIRST, lanes, "%lane");
    to.add("mul.lo.u32", FIRST, FIRST, LENGTH);
    to.add("mov.u32", "%stride", "%nctaid.x");
    to.add("mul.lo.u32", "%stride", "%stride", LENGTH * lanes);
    to.add("setp.lt.u32", "%more", FIRST, "%" + COUNT);
    to.addWhere("!%more", "bra", "END");
  }

  /** The start of a round. */
  static void beginRound(Assembly to) {
    to.label("QUAD");
    to.add("sub.u32", "%left", "%" + COUNT, FIRST);
    elements().skip(1).forEach(e -> to.add("setp.gt.u32", exists(e), "%left", e));
    to.add("setp.ne.and.u32", WIDE, "%" + ALIGNED, 0, exists(LENGTH - 1));
  }

  /** The end of a round, and of the lane after its last. */
  static void endRound(Assembly to) {
    to.add("add.u32", FIRST, FIRST, "%stride");
    to.add("setp.lt.u32", "%more", FIRST, "%" + COUNT);
    to.addWhere("%more", "bra", "QUAD");
    to.label("END");
    to.add("ret");
  }

  /** Accesses dense tensors: quad by quad where that can be, else element by element. */
  static <T> void access(
      Assembly to, String name, List<T> tensors, Consumer<T> quad, ObjIntConsumer<T> element) {
    if (tensors.isEmpty()) {
      return;
    }
    to.addWhere("!" + WIDE, "bra", name + "_EACH");
    tensors.forEach(quad);
    to.add("bra", name + "_DONE");
    to.label(name + "_EACH");
    tensors.forEach(tensor -> elements().forEach(e -> element.accept(tensor, e)));
    to.label(name + "_DONE");
  }
}
