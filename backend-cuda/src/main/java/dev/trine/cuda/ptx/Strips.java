package dev.trine.cuda.ptx;

import dev.trine.backend.op.SumOrder;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loop of a group that takes one block of some neighbouring rows at a time; the next group
 * takes that of the next rows. Few lanes share a block, of one warp, since they shuffle. A row
 * beyond the last goes along without elements.
 */
final class Strips {
  private static final int LANES = MapRenderer.LANES;

  /** Lanes that share a block, each with as many parts of a sum as {@link #SUMS}. */
  private static final int SHARERS = 4;

  /** Neighbouring rows of a warp: as many elements as memory is read by. */
  private static final int WARP_ROWS = 8;

  /** Neighbouring rows of a group. */
  static final int ROWS = LANES / SHARERS;

  /** How a lane walks along a block. */
  static final Stretch STRETCH = new Stretch(8, SHARERS);

  /** The registers with a lane's parts of a sum; the first gets the sum. */
  static final List<String> SUMS =
      IntStream.range(0, SumOrder.LANES / SHARERS).mapToObj(i -> "%sum" + i).toList();

  /** The register with the number of the lane among those that share a block. */
  static final String LANE = "%lane";

  private static final String STRIPS = "%strips";
  private static final String ITEM = "%item";

  private Strips() {}

  static void declareRegisters(Assembly to) {
    to.declare(".b32", ITEM, LANE, STRIPS, "%items", "%stride", "%thread", "%warp", "%neighbour");
    to.declare(".b32", "%sum<" + SUMS.size() + ">");
    to.declare(".pred", Teams.EXISTS, Teams.STORES, "%over");
    STRETCH.declareRegisters(to);
  }

  /**
   * The start of a round, which finds the lane's row and block.
   *
   * @param rows a register with the number of rows
   * @param blocks and of the blocks of each
   */
  static void beginRound(Assembly to, String rows, String blocks, String row, String block) {
    to.add("add.u32", STRIPS, rows, ROWS - 1);
    to.add("div.u32", STRIPS, STRIPS, ROWS);
    to.add("mul.lo.u32", "%items", STRIPS, blocks);
    to.add("mov.u32", ITEM, "%ctaid.x");
    to.add("mov.u32", "%stride", "%nctaid.x");
    to.add("mov.u32", "%thread", "%tid.x");
    to.divide("%thread", WARP_ROWS, LANE, "%neighbour");
    to.divide(LANE, SHARERS, "%warp", LANE);
    to.add("mad.lo.u32", "%neighbour", "%warp", WARP_ROWS, "%neighbour");
    to.label("ITEMS");
    to.add("setp.ge.u32", "%over", ITEM, "%items");
    to.addWhere("%over", "bra", "END");
    to.divide(ITEM, STRIPS, block, row);
    to.add("mad.lo.u32", row, row, ROWS, "%neighbour");
    to.add("setp.lt.u32", Teams.EXISTS, row, rows);
    to.add("setp.eq.and.u32", Teams.STORES, LANE, 0, Teams.EXISTS);
  }

  /** Folds what is computed for the row's block. */
  static void fold(Assembly to, Fold fold, RowSteps steps) {
    SUMS.forEach(sum -> fold.begin(to, sum));
    STRETCH.walk(
        to,
        "FOLD",
        elements -> {
          steps.compute(to, elements);
          for (int element : elements) {
            fold.add(to, SUMS.get(element % SUMS.size()), steps.result(0, element));
          }
        });
    fold.addUpRegisters(to, SUMS);
    fold.addUpWarp(to, SUMS.get(0), SHARERS, WARP_ROWS);
  }

  static void endRound(Assembly to) {
    to.add("add.u32", ITEM, ITEM, "%stride");
    to.add("bra", "ITEMS");
    to.label("END");
    to.add("ret");
  }
}
