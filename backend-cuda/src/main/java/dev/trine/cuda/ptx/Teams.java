package dev.trine.cuda.ptx;

import dev.trine.backend.op.SumOrder;

/**
 * The loop of a group whose lanes share rows, or blocks of rows, in teams. All its lanes make the
 * same rounds, since those of a warp shuffle together; a team beyond the last item goes along
 * without one.
 */
final class Teams {
  private static final int LANES = SumOrder.LANES;

  /** Teams of a group. */
  static final int COUNT = MapRenderer.LANES / LANES;

  /** How a lane walks along its team's item. */
  static final Stretch STRETCH = new Stretch(4, LANES);

  /** The register with the number of the team's item. */
  static final String ITEM = "%item";

  /** The register with the lane's number in its team. */
  static final String LANE = "%lane";

  /** The predicate whether the team has an item. */
  static final String EXISTS = "%exists";

  /** The predicate whether the lane stores what the item has one of. */
  static final String STORES = "%stores";

  private Teams() {}

  static void declareRegisters(Assembly to) {
    to.declare(".b32", ITEM, LANE, "%team", "%first", "%stride", "%thread");
    to.declare(".pred", EXISTS, STORES, "%over");
    STRETCH.declareRegisters(to);
  }

  /**
   * The start of a round.
   *
   * @param count a register with the number of items
   */
  static void beginRound(Assembly to, String count) {
    to.add("mov.u32", "%thread", "%tid.x");
    to.add("and.b32", LANE, "%thread", LANES - 1);
    to.add("shr.u32", "%team", "%thread", Integer.numberOfTrailingZeros(LANES));
    to.add("mov.u32", "%first", "%ctaid.x");
    to.add("mul.lo.u32", "%first", "%first", COUNT);
    to.add("mov.u32", "%stride", "%nctaid.x");
    to.add("mul.lo.u32", "%stride", "%stride", COUNT);
    to.label("ITEMS");
    to.add("setp.ge.u32", "%over", "%first", count);
    to.addWhere("%over", "bra", "END");
    to.add("add.u32", ITEM, "%first", "%team");
    to.add("setp.lt.u32", EXISTS, ITEM, count);
    to.add("setp.eq.and.u32", STORES, LANE, 0, EXISTS);
  }

  /** The lanes of a team fold what is computed for its item, and all get the outcome. */
  static void fold(Assembly to, String name, Fold fold, RowSteps steps, String outcome) {
    fold.begin(to, outcome);
    STRETCH.walk(
        to,
        name,
        elements -> {
          steps.compute(to, elements);
          elements.forEach(element -> fold.add(to, outcome, steps.result(0, element)));
        });
    fold.addUpTeam(to, outcome);
  }

  static void endRound(Assembly to) {
    to.add("add.u32", "%first", "%first", "%stride");
    to.add("bra", "ITEMS");
    to.label("END");
    to.add("ret");
  }
}
