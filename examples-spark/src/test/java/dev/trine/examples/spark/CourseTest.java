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
    assertEquals(new Course(60000, 4, 2, 64, 64, 29), course);
    assertEquals(29 * 2 * 64 * 64, course.seen());
    assertEquals(29 * 64, course.stepsOfOneDevice());
    assertEquals(128, course.batchOfOneDevice());
    assertEquals(new Course(60000, 4, 2, 64, 500, 4), Course.of(60000, 4, 128, 2, 500));
  }

  @Test
  void gradientsAloneAreAStepARound() {
    assertEquals(new Course(100, 2, 3, 10, 1, 7), Course.of(100, 2, 32, 3, 0));
  }

  @Test
  void hasOneRoundAndOneExampleAtLeast() {
    assertEquals(new Course(10, 1, 8, 1, 99, 1), Course.of(10, 1, 4, 8, 99));
  }

  @Test
  void oneDevicePassesOverAllExamplesBeforeItSeesOneAgain() {
    int[] order = new Course(5, 2, 2, 1, 3, 2).order(42);
    assertEquals(12, order.length);
    for (int pass = 0; pass < 2; pass++) {
      int[] sorted = Arrays.copyOfRange(order, pass * 5, pass * 5 + 5);
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, 5).toArray(), sorted);
    }
  }

  @Test
  void theWantedEpochsOfTheOneDeviceEndWithItsLastStep() {
    Course course = new Course(100, 4, 2, 1, 64, 3);
    assertEquals(0, course.moment(0).epoch());
    assertEquals(2, course.moment(96).epoch());
    assertEquals(48, course.moment(0).stepsPerEpoch());
  }
}
