package dev.trine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Dependencies between core's packages point one way. */
class ArchitectureTest {
  private static final String ROOT = "dev.trine";

  /** What each package may use, besides itself and the exceptions in the root package. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("", Set.of()),
          Map.entry("tensor", Set.of()),
          Map.entry("expression", Set.of("tensor")),
          Map.entry("expression.function", Set.of("expression", "tensor")),
          // These three are one, told apart by who looks at them.
          Map.entry(
              "backend",
              Set.of(
                  "backend.op", "backend.internal", "expression", "expression.function", "tensor")),
          Map.entry("backend.op", Set.of("backend", "expression", "tensor")),
          Map.entry("backend.internal", Set.of("backend", "backend.op", "expression", "tensor")),
          Map.entry(
              "reference",
              Set.of("backend", "backend.op", "backend.internal", "expression", "tensor")),
          Map.entry("graph", Set.of("backend", "backend.op", "tensor")),
          Map.entry(
              "graph.ops",
              Set.of(
                  "graph", "backend", "backend.op", "expression", "expression.function", "tensor")),
          Map.entry(
              "graph.compile",
              Set.of(
                  "graph",
                  "graph.ops",
                  "backend",
                  "backend.op",
                  "backend.internal",
                  "expression",
                  "tensor")),
          Map.entry("io", Set.of("io.json", "tensor")),
          Map.entry("io.json", Set.of()),
          Map.entry("data", Set.of("backend", "backend.internal", "tensor")),
          Map.entry("metric", Set.of("data", "tensor")),
          Map.entry(
              "nn",
              Set.of(
                  "data",
                  "metric",
                  "io",
                  "io.json",
                  "graph",
                  "graph.ops",
                  "graph.compile",
                  "backend",
                  "backend.op",
                  "backend.internal",
                  "tensor")),
          Map.entry(
              "eager",
              Set.of(
                  "graph", "graph.ops", "graph.compile", "backend", "backend.internal", "tensor")),
          Map.entry(
              "train",
              Set.of(
                  "nn",
                  "data",
                  "io",
                  "io.json",
                  "graph",
                  "graph.ops",
                  "graph.compile",
                  "backend",
                  "backend.op",
                  "backend.internal",
                  "expression",
                  "expression.function",
                  "tensor")));

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  static Stream<String> packages() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest(name = "dev.trine.{0}")
  @MethodSource("packages")
  void usesOnlyWhatItMay(String name) {
    classes()
        .that()
        .resideInAPackage(fullName(name))
        .should()
        .onlyDependOnClassesThat(elsewhereOrOneOf(name))
        .check(CORE);
  }

  @Test
  void everyPackageHasItsPlace() {
    Set<String> found =
        CORE.stream()
            .map(JavaClass::getPackageName)
            .map(full -> full.equals(ROOT) ? "" : full.substring(ROOT.length() + 1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(MAY_USE.keySet()), found);
  }

  private static DescribedPredicate<JavaClass> elsewhereOrOneOf(String name) {
    String[] allowed =
        Stream.concat(Stream.of("", name), MAY_USE.get(name).stream())
            .map(ArchitectureTest::fullName)
            .toArray(String[]::new);
    return describe(
        "are in " + Arrays.toString(allowed) + " or not of this project",
        used -> {
          String place = used.getBaseComponentType().getPackageName();
          return !place.startsWith(ROOT) || Arrays.asList(allowed).contains(place);
        });
  }

  private static String fullName(String name) {
    return name.isEmpty() ? ROOT : ROOT + "." + name;
  }
}
