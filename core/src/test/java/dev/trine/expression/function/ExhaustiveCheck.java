package dev.trine.expression.function;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints the accuracy of functions, by name, over every n-th float; of all where none is named. */
public final class ExhaustiveCheck {
  private ExhaustiveCheck() {}

  public static void main(String[] arguments) {
    int stride = Integer.parseInt(arguments[0]);
    Set<String> names = Arrays.stream(arguments).skip(1).collect(Collectors.toSet());
    for (FunctionCase function : FunctionCase.ALL) {
      if (names.isEmpty() || names.contains(function.function().getClass().getSimpleName())) {
        Accuracy found = Accuracy.of(function, stride);
        System.out.printf(
            "%-40s %.3f ulp at %s; falls %d times, %s%n",
            function, found.ulps(), found.where(), found.falls(), found.fall());
      }
    }
  }
}
