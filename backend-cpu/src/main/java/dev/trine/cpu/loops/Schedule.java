package dev.trine.cpu.loops;

import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import java.util.List;
import java.util.function.Predicate;

/**
 * Expressions as passes over blocks.
 *
 * @param first passes whose blocks serve all blocks of elements
 * @param passes what is done for each block of elements, in order
 * @param results for each expression the block that holds its bits after the passes
 * @param floats how many blocks of floats there are
 * @param ints how many blocks of ints
 */
public record Schedule(
    List<Pass> first, List<Pass> passes, List<Block> results, int floats, int ints) {
  /**
   * The passes for expressions.
   *
   * @param repeats whether a load or an index gives the same for every block of elements
   */
  public static Schedule of(List<Expression> expressions, Predicate<Expression> repeats) {
    Listing listing = Listing.of(Lowering.of(expressions));
    return new Places(new Scheduler(listing, repeats)).schedule();
  }
}
