package dev.trine.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.trine.backend.BackendOptions;
import dev.trine.data.Field;
import dev.trine.nn.Loss;
import dev.trine.nn.Losses;
import dev.trine.nn.Objective;
import dev.trine.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What describes training can be sent to where others train. */
class SerialisationTest {
  /** Whatever a class makes of no arguments, or of numbers. */
  private static List<Object> made(Class<?> factory) {
    List<Object> all = new ArrayList<>();
    for (Method method : factory.getDeclaredMethods()) {
      boolean isOfNumbers =
          Arrays.stream(method.getParameterTypes())
              .allMatch(type -> type == double.class || type == int.class);
      if (Modifier.isStatic(method.getModifiers())
          && Modifier.isPublic(method.getModifiers())
          && method.getReturnType() != void.class
          && isOfNumbers) {
        Object[] arguments =
            Arrays.stream(method.getParameterTypes())
                .map(type -> type == int.class ? (Object) 1 : (Object) 0.5)
                .toArray();
        try {
          all.add(method.invoke(null, arguments));
        } catch (ReflectiveOperationException failure) {
          throw new AssertionError(method + "", failure);
        }
      }
    }
    return all;
  }

  static Stream<Object> descriptions() {
    List<Object> all = new ArrayList<>(made(Losses.class));
    for (Object optimizer : made(Optimizers.class)) {
      all.add(optimizer);
      all.add(((Optimizer) optimizer).withClippedNorm(1).withL1(0.1).withWeightDecay(0.2));
    }
    all.add(
        new Objective(
            List.of(new Objective.Term("a", "b", Losses.huber(0.3), 2)), "w", Shape.of(3)));
    all.add(Field.labels("label", List.of("cat", "dog")));
    all.add(BackendOptions.defaults().withPortable(true));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void itComesBackEqual(Object description) throws Exception {
    Object copy = copy(description);
    // A range of targets is a function, which is not equal to its copy; all else is in the text.
    assertEquals(
        description.toString().replaceAll("has=[^\\]]*", ""),
        copy.toString().replaceAll("has=[^\\]]*", ""));
    assertEquals(description.getClass(), copy.getClass());
  }

  @Test
  void aRangeOfTargetsComesWithIt() throws Exception {
    Loss loss = (Loss) copy(Losses.binaryCrossEntropyWithLogits());
    assertEquals(true, loss.allowsTarget(0.5));
    assertNotEquals(true, loss.allowsTarget(1.5));
  }

  private static Object copy(Object value) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }
}
