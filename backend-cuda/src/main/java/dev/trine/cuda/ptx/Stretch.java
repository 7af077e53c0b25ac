package dev.trine.cuda.ptx;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The loop of a lane along a part of a row: rounds of some elements, as long as all of a round
 * exist, and then those of them that do.
 *
 * @param width elements of a round
 * @param spacing from one element of the lane to its next
 */
record Stretch(int width, int spacing) {
  /** The register with the place of a round's first element in the row. */
  static final String FIRST = "%column0";

  /** The register with the place behind the last element. */
  static final String END = "%behind";

  private static final String PAST = "%past";

  /** The register with the place of an element of the round in the row. */
  static String column(int element) {
    return "%column" + element;
  }

  void declareRegisters(Assembly to) {
    to.declare(".b32", "%column<" + width + ">", END);
    to.declare(".pred", PAST);
  }

  /**
   * The loop from {@link #FIRST} to {@link #END}.
   *
   * @param name of its labels
   * @param visit adds what is done for some elements of a round
   */
  void walk(Assembly to, String name, Consumer<List<Integer>> visit) {
    List<Integer> all = IntStream.range(0, width).boxed().toList();
    to.label(name + "_ROUND");
    all.subList(1, width).forEach(element -> locate(to, element));
    leaveBehindEnd(to, width - 1, name + "_REST");
    visit.accept(all);
    to.add("add.u32", FIRST, FIRST, width * spacing);
    to.add("bra", name + "_ROUND");
    to.label(name + "_REST");
    for (int element : all.subList(0, width - 1)) {
      leaveBehindEnd(to, element, name + "_DONE");
      visit.accept(List.of(element));
    }
    to.label(name + "_DONE");
  }

  private void locate(Assembly to, int element) {
    to.add("add.u32", column(element), FIRST, element * spacing);
  }

  private static void leaveBehindEnd(Assembly to, int element, String label) {
    to.add("setp.ge.u32", PAST, column(element), END);
    to.addWhere(PAST, "bra", label);
  }
}
