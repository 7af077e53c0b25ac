package dev.trine.examples.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CourseTest {
  @Test
  void isAsNearToTheWantedPassesAsWholeRoundsCome() {
    Course course = Course.of(60000, 4, 128, 2, 64);
    assertEquals(new Course(60000, 2, 64, 64, 29), course);
    assertEquals(29 * 2 * 64 * 64, course.seen());
    assertEquals(29 * 64, course.stepsOfOneDevice());
    assertEquals(128, course.batchOfOneDevice());
    assertEquals(new Course(60000, 2, 64, 500, 4), Course.of(60000, 4, 128, 2, 500));
  }

  @Test
  void gradientsAloneAreAStepARound() {
    assertEquals(new Course(100, 3, 10, 1, 7), Course.of(100, 2, 32, 3, 0));
  }

  @Test
  void hasOneRoundAndOneExampleAtLeast() {
    assertEquals(new Course(10, 8, 1, 99, 1), Course.of(10, 1, 4, 8, 99));
  }

  @Test
  void oneDevicePassesOverAllExamplesBeforeItSeesOneAgain() {
    int[] order = new Course(5, 2, 1, 3, 2).order(42);
    assertEquals(12, order.length);
    for (int pass = 0; pass < 2; pass++) {
      int[] sorted = Arrays.copyOfRange(order, pass * 5, pass * 5 + 5);
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, 5).toArray(), sorted);
    }
  }

  @Test
  void theRateGoesThroughItsCycleOnceHoweverManyStepsARoundHas() {
    for (Course course : new Course[] {new Course(9, 1, 1, 1, 640), new Course(9, 1, 1, 64, 10)}) {
      double[] factors =
          IntStream.range(0, 640)
              .mapToDouble(step -> course.oneCycle().factor(course.moment(step)))
              .toArray();
      assertEquals(1.0 / 25, factors[0], 1e-9);
      assertEquals(1, factors[191], 1e-9);
      assertEquals(1e-4 / 25, factors[639], 1e-9);
    }
  }
}
