package dev.trine.cuda.ptx;

import dev.trine.backend.op.SumOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the lanes of a team fold a row of up to {@value SumOrder#BLOCK} numbers in adjacent pairs. In
 * each round, which all lanes of the group make, the team combines as many neighbours as it has
 * lanes, several times over: first pairs, by exchanging numbers with the next lane, then pairs of
 * pairs. The lane of the round's number keeps what that comes to, and in the end what they kept is
 * combined in the same way. What is missing is nothing.
 */
final class Pairs {
  private static final String ROUND = "%round";
  private static final String START = "%start";
  private static final String ABSENT = "%absent";
  private static final int WIDTH = Teams.STRETCH.width();

  private Pairs() {}

  static void declareRegisters(Assembly to) {
    to.declare(".b32", ROUND, START, "%pair<" + WIDTH + ">");
    to.declare(".pred", ABSENT);
  }

  /**
   * @param length a register with the length of all rows
   * @param outcome gets what the row is folded to, in every lane
   */
  static void fold(
      Assembly to, String name, Fold fold, RowSteps steps, String length, String outcome) {
    fold.begin(to, outcome);
    to.add("mov.u32", ROUND, 0);
    to.add("mov.u32", START, 0);
    to.label(name + "_ROUND");
    to.add("setp.ge.u32", ABSENT, START, length);
    to.addWhere(ABSENT, "bra", name + "_DONE");
    for (int element = 0; element < WIDTH; element++) {
      load(to, name, fold, steps, element);
    }
    List<String> pairs = IntStream.range(0, WIDTH).mapToObj(Pairs::pair).toList();
    fold.pairUpLanes(to, pairs);
    fold.pairUpRegisters(to, pairs);
    to.add("setp.eq.u32", ABSENT, Teams.LANE, ROUND);
    to.addWhere(ABSENT, "mov.b32", outcome, pair(0));
    to.add("add.u32", ROUND, ROUND, 1);
    to.add("add.u32", START, START, WIDTH * SumOrder.LANES);
    to.add("add.u32", Stretch.FIRST, Stretch.FIRST, WIDTH * SumOrder.LANES);
    to.add("bra", name + "_ROUND");
    to.label(name + "_DONE");
    fold.pairUpLanes(to, List.of(outcome));
  }

  private static void load(Assembly to, String name, Fold fold, RowSteps steps, int element) {
    String skip = name + "_ABSENT" + element;
    fold.begin(to, pair(element));
    if (element > 0) {
      to.add("add.u32", Stretch.column(element), Stretch.FIRST, element * SumOrder.LANES);
    }
    to.add("setp.ge.u32", ABSENT, Stretch.column(element), Stretch.END);
    to.addWhere(ABSENT, "bra", skip);
    steps.compute(to, List.of(element));
    to.add("mov.b32", pair(element), steps.result(0, element));
    to.label(skip);
  }

  private static String pair(int element) {
    return "%pair" + element;
  }
}
