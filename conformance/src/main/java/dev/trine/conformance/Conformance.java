package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.conformance.catalogue.Catalogue;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.RoundedCases;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.conformance.catalogue.VariantCases;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks a backend against the reference. */
public final class Conformance {
  private Conformance() {}

  /** The cases of a tier and the tiers below it: of ops that any backend has, or some. */
  public static List<OpCase> cases(Tier tier) {
    return Catalogue.of(tier);
  }

  /**
   * Those that a backend must pass, which are of ops that it has, and what it chooses between by
   * size, and products of the operands that its precision rounds, in the order in which {@link
   * #run} takes them.
   */
  public static List<OpCase> cases(Backend backend, Tier tier) {
    return Stream.of(cases(tier), VariantCases.of(backend), RoundedCases.of(backend))
        .flatMap(List::stream)
        .filter(c -> c.isFor(backend) && tier.includes(c.tier()))
        .toList();
  }

  /**
   * Runs one case. Whatever goes wrong in the backend makes a failed result; nothing is thrown.
   *
   * @see CaseCheck
   */
  public static Result check(Backend backend, OpCase opCase) {
    return check(backend, Expectation.of(opCase, backend.precision()));
  }

  /** The same, where several backends are to meet one expectation. */
  public static Result check(Backend backend, Expectation expectation) {
    return CaseCheck.run(backend, expectation);
  }

  /**
   * Runs all cases of a tier.
   *
   * @param progress is given each result at once
   */
  public static Report run(Backend backend, Tier tier, Consumer<Result> progress) {
    List<OpCase> cases = cases(backend, tier);
    List<Result> results = new ArrayList<>();
    for (OpCase opCase : cases) {
      Result result = check(backend, opCase);
      results.add(result);
      progress.accept(result);
    }
    return new Report(backend.device(), tier, cases.size(), results);
  }
}
