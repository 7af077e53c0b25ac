package dev.trine.outside;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.trine.expression.Function;
import dev.trine.expression.Operator;
import dev.trine.graph.Input;
import dev.trine.graph.Op;
import dev.trine.graph.Store;
import dev.trine.graph.Variable;
import dev.trine.graph.ops.Accumulate;
import dev.trine.graph.ops.Adopt;
import dev.trine.graph.ops.Commit;
import dev.trine.graph.ops.Drop;
import dev.trine.nn.DropoutLayer;
import dev.trine.nn.Layer;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.tensor.DType;
import dev.trine.train.Optimizer;
import dev.trine.train.Schedule;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever has a formula has a case among {@link TorchValuesTest}'s. */
class TorchCoverageTest {
  /** Those that only name, keep or count, and dropout, of which no one else draws our numbers. */
  private static final Set<Class<?>> WITHOUT_VALUES =
      Set.of(
          Input.class,
          Variable.class,
          Store.class,
          Adopt.class,
          Commit.class,
          Accumulate.class,
          Drop.class,
          DropoutLayer.class);

  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.trine");

  private static final Set<Object> COVERED =
      TorchCase.all().entrySet().stream()
          .filter(one -> Subjects.ALL.containsKey(one.getKey()))
          .flatMap(one -> Subjects.ALL.get(one.getKey()).covers(one.getValue()).stream())
          .collect(toSet());

  @ParameterizedTest
  @ValueSource(classes = {Op.class, Function.class, Layer.class, Optimizer.class})
  void everyKindHasACase(Class<?> type) {
    Set<Class<?>> missing =
        CORE.stream()
            .filter(found -> found.isAssignableTo(type) && !found.isInterface())
            .filter(found -> !found.getModifiers().contains(JavaModifier.ABSTRACT))
            .filter(found -> !found.getPackageName().equals("dev.trine.graph.compile"))
            .map(JavaClass::reflect)
            .collect(toCollection(HashSet::new));
    missing.removeAll(WITHOUT_VALUES);
    missing.removeAll(COVERED);
    assertEquals(Set.of(), missing);
  }

  /** Of those between real numbers; the others are for the bits that a function is made of. */
  @Test
  void everyOperatorHasACase() {
    Set<Operator> missing = EnumSet.allOf(Operator.class);
    missing.removeIf(operator -> operator.result() != DType.F32);
    missing.removeAll(EnumSet.of(Operator.TO_FLOAT, Operator.FROM_BITS));
    missing.removeAll(COVERED);
    assertEquals(Set.of(), missing);
  }

  @Test
  void everyLossHasACase() {
    assertEquals(Set.of(), withoutCase("loss ", Losses.class, Loss.class));
  }

  @Test
  void everyScheduleHasACase() {
    assertEquals(Set.of(), withoutCase("schedule ", Schedule.class, Schedule.class));
  }

  /** What static methods make that has no case of its name. */
  private static Set<String> withoutCase(String kind, Class<?> factory, Class<?> made) {
    Set<String> missing =
        Stream.of(factory.getMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()))
            .filter(m -> made.isAssignableFrom(m.getReturnType()))
            .map(Method::getName)
            .map(name -> kind + name)
            .collect(toCollection(TreeSet::new));
    missing.removeAll(Subjects.ALL.keySet());
    return missing;
  }
}
