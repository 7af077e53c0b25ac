package dev.trine.graph.compile;

import dev.trine.graph.Application;
import java.util.List;

/** Which applications of a program are repeated by its loops. */
final class LoopRanges {
  /** For each position where the loop around it begins; −1 outside of loops. */
  private final int[] begins;

  /** For each position where the loop around it ends; itself outside of loops. */
  private final int[] ends;

  LoopRanges(List<Application> applications) {
    begins = new int[applications.size()];
    ends = new int[applications.size()];
    int begin = -1;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = begin;
      if (applications.get(i).op() instanceof Enter) {
        begin = i;
      } else if (applications.get(i).op() instanceof Again) {
        begin = -1;
      }
    }
    int end = -1;
    for (int i = begins.length - 1; i >= 0; i--) {
      end = applications.get(i).op() instanceof Again ? i : end;
      ends[i] = isRepeated(i) ? end : i;
    }
  }

  boolean isRepeated(int position) {
    return begins[position] >= 0;
  }

  /**
   * Until when a value has to stay for a use: where it was made before a loop, until the loop is
   * done.
   */
  int lastUse(int made, int used) {
    return isRepeated(used) && made <= begins[used] ? ends[used] : used;
  }
}
