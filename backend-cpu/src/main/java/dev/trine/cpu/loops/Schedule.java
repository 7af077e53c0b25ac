package dev.trine.cpu.loops;

import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Expressions as passes over blocks.
 *
 * @param once passes over one element, which is the same for all
 * @param first passes whose blocks serve all blocks of elements
 * @param stages what is done for each block of elements, one after the other
 * @param floats how many blocks of floats there are
 * @param ints how many blocks of ints
 */
public record Schedule(
    List<Pass> once, List<Pass> first, List<Stage> stages, int floats, int ints) {
  /**
   * Passes in order.
   *
   * @param results for each expression of the stage the block that holds its bits from then on
   */
  public record Stage(List<Pass> passes, List<Block> results) {}

  /**
   * The passes for expressions, in a single stage.
   *
   * @param repeats whether a leaf gives the same for every block of elements
   */
  public static Schedule of(List<Expression> expressions, Predicate<Expression> repeats) {
    return of(List.of(), expressions, repeats);
  }

  /**
   * The passes for folds and for what follows from them: a stage for each fold, whose result are
   * the floats to be folded, and one for the rest. What an earlier stage has computed is not
   * computed again.
   *
   * @param folded of each fold, computed from no folds but those before
   */
  public static Schedule of(
      List<Expression> folded, List<Expression> expressions, Predicate<Expression> repeats) {
    return of(folded, expressions, repeats, leaf -> false);
  }

  /**
   * As {@link #of(List, List, Predicate)}; what is computed from single elements alone is computed
   * once.
   *
   * @param single whether a leaf gives the same for every element; it then repeats, too
   */
  public static Schedule of(
      List<Expression> folded,
      List<Expression> expressions,
      Predicate<Expression> repeats,
      Predicate<Expression> single) {
    Listing listing =
        Listing.of(Lowering.of(Stream.concat(folded.stream(), expressions.stream()).toList()));
    return new Places(new Scheduler(listing, folded.size(), repeats, single)).schedule();
  }

  /** What the last stage gives. */
  public List<Block> results() {
    return stages.get(stages.size() - 1).results();
  }
}
