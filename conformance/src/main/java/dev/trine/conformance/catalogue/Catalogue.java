package dev.trine.conformance.catalogue;

import java.util.List;
import java.util.stream.Stream;

/** Every case. A new op adds its family here. */
public final class Catalogue {
  private static final List<OpCase> ALL =
      Stream.of(
              DataCases.all(),
              MatmulCases.all(),
              ConvolutionCases.all(),
              MapCases.all(),
              FunctionCases.all(),
              ReduceCases.all(),
              RowsCases.all(),
              ClassificationCases.all(),
              PointwiseLossCases.all(),
              IndexCases.all(),
              PoolingCases.all(),
              RandomCases.all(),
              UpdateCases.all())
          .flatMap(List::stream)
          .toList();

  private Catalogue() {}

  /** The cases of a tier and the tiers below it. */
  public static List<OpCase> of(Tier tier) {
    return ALL.stream().filter(c -> tier.includes(c.tier())).toList();
  }
}
