package dev.trine.kernels;

import static dev.trine.kernels.DeviceKernel.COUNT_DIGITS;
import static dev.trine.kernels.DeviceKernel.RANK_INDICES;
import static dev.trine.kernels.DeviceKernel.SORT_DIGIT;

import dev.trine.backend.View;
import java.util.ArrayList;
import java.util.List;

/**
 * Indices sorted by the rows that they name, each with its position; those of a row stay in their
 * order, and those that name none come last. A few are ranked by one launch; more are sorted by
 * digits, of which there are as many as the number of rows has.
 */
record IndexSort(int count, int rows) {
  /** Ranking takes the square of their number. */
  private static final int MOST_RANKED = 512;

  /** Of a digit: DIGITS of the kernels' source is 2 to this power. */
  private static final int DIGIT_BITS = 6;

  /** Fewer keys would keep a group shorter than it takes to start. */
  private static final int SHORTEST_TILE = 512;

  /** Each group reads the counts of all tiles. */
  private static final int MOST_TILES = 512;

  /** The parts of scratch that it needs, of which the first two become keys and positions. */
  List<Long> scratch() {
    long each = count;
    List<Long> parts = new ArrayList<>(List.of(each, each));
    if (!isRanked()) {
      if (passes() > 1) {
        parts.add(each);
        parts.add(each);
      }
      parts.add((long) tiles() << DIGIT_BITS);
    }
    return parts;
  }

  /**
   * @param scratch as {@link #scratch} says
   */
  List<BoundLaunch> launches(DeviceContext context, View indices, List<View> scratch) {
    return isRanked()
        ? List.of(
            context.launch(
                RANK_INDICES,
                context.groups(count, RANK_INDICES.lanes()),
                new Arguments()
                    .view(indices)
                    .view(scratch.get(0))
                    .view(scratch.get(1))
                    .ints(count, rows)))
        : digits(context, indices, scratch);
  }

  /** The lowest digit first; the last pass ends in the first parts of scratch. */
  private List<BoundLaunch> digits(DeviceContext context, View indices, List<View> scratch) {
    View counts = scratch.get(scratch.size() - 1);
    List<BoundLaunch> launches = new ArrayList<>();
    View keys = indices;
    View positions = indices;
    for (int pass = 0; pass < passes(); pass++) {
      int pair = (passes() - 1 - pass) % 2 * 2;
      View sortedKeys = scratch.get(pair);
      View sortedPositions = scratch.get(pair + 1);
      int shift = pass * DIGIT_BITS;
      int groups = context.groups(tiles(), 1);
      Arguments counting = new Arguments().view(keys).view(counts);
      launches.add(
          context.launch(COUNT_DIGITS, groups, counting.ints(count, rows, shift, tile(), tiles())));
      launches.add(
          context.launch(
              SORT_DIGIT,
              groups,
              new Arguments()
                  .view(keys)
                  .view(positions)
                  .view(counts)
                  .view(sortedKeys)
                  .view(sortedPositions)
                  .ints(count, rows, shift, tile(), tiles())
                  .flag(pass > 0)));
      keys = sortedKeys;
      positions = sortedPositions;
    }
    return launches;
  }

  private boolean isRanked() {
    return count <= MOST_RANKED;
  }

  /** What names no row is sorted by their number. */
  private int passes() {
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(rows);
    return (bits + DIGIT_BITS - 1) / DIGIT_BITS;
  }

  /** The keys of a tile, a multiple of the group's lanes. */
  private int tile() {
    int lanes = SORT_DIGIT.lanes();
    int even = (int) (((long) count + MOST_TILES - 1) / MOST_TILES);
    return Math.max(SHORTEST_TILE, (even + lanes - 1) / lanes * lanes);
  }

  private int tiles() {
    return (int) (((long) count + tile() - 1) / tile());
  }
}
