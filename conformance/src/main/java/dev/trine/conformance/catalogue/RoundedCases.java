package dev.trine.conformance.catalogue;

import dev.trine.backend.Backend;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Products once more, of operands that a backend's precision rounds. */
public final class RoundedCases {
  private static final Set<String> FACTORS = Set.of("a", "b", "images", "filters", "results");

  private RoundedCases() {}

  /** None where operands are F32. */
  public static List<OpCase> of(Backend backend) {
    DType operands = backend.precision().operands();
    if (operands == DType.F32) {
      return List.of();
    }
    return Stream.of(MatmulCases.all(), ConvolutionCases.all(), VariantCases.of(backend))
        .flatMap(List::stream)
        .filter(c -> c.arguments().stream().noneMatch(a -> a.name().equals(ColumnSumCases.SUMS)))
        .map(c -> rounded(c, operands))
        .toList();
  }

  private static OpCase rounded(OpCase exact, DType operands) {
    List<Argument> arguments =
        exact.arguments().stream()
            .map(argument -> isFactor(argument) ? argument.roundedTo(operands) : argument)
            .toList();
    return new OpCase(
        exact.op(), operands + " " + exact.name(), arguments, exact.binding(), exact.flops());
  }

  private static boolean isFactor(Argument argument) {
    return argument.role() == Argument.Role.INPUT && FACTORS.contains(argument.name());
  }
}
