package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.train.Schedule;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
  @ParameterizedTest
  @CsvSource({
    "10, 1000, 100, 100, 10",
    "10, 1000, 300, 33, 10",
    "10, 1000, 5000, 2, 2",
    "1, 1000, 5000, 1, 1",
    "0.5, 1000, 100, 5, 1",
    "2.4, 1000, 100, 24, 2",
  })
  void roundsAreTheNearestToTheWantedPasses(
      double passes, long examples, long perRound, int rounds, int epochs) {
    Pace pace = Pace.of(passes, examples, perRound);
    assertEquals(new Pace(passes, rounds, epochs), pace);
    int[] ends = IntStream.range(0, rounds).filter(pace::endsEpoch).toArray();
    assertEquals(epochs, ends.length);
    assertEquals(rounds - 1, ends[epochs - 1], "the last round ends the last pass");
    int begin = 0;
    for (int end : ends) {
      assertTrue(Math.abs(end + 1 - begin - (double) rounds / epochs) < 1);
      begin = end + 1;
    }
  }

  /** 640 steps, in rounds of one, of less than a pass, and of more. */
  @ParameterizedTest
  @CsvSource({"640, 1", "10, 64", "2, 320"})
  void schedulesCountPassesHoweverManyStepsARoundHas(int rounds, int perRound) {
    Pace pace = Pace.of(4, 16_000, 64_000 / rounds);
    assertEquals(rounds, pace.rounds());
    double[] cycle = factors(Schedule.oneCycle(4), pace, perRound);
    assertEquals(1.0 / 25, cycle[0], 1e-9);
    assertEquals(1, cycle[191], 1e-9);
    assertEquals(1e-4 / 25, cycle[639], 1e-9);
    double[] decay = factors(Schedule.exponential(0.5), pace, perRound);
    double[] byEpoch = factors(Schedule.cosine(4).withWarmUp(200).byEpoch(), pace, perRound);
    double[] cosine = factors(Schedule.cosine(4).withWarmUp(200), pace, perRound);
    for (int step = 0; step < 640; step++) {
      assertEquals(Math.pow(0.5, step / 160), decay[step]);
      assertEquals(cosine[step / 160 * 160], byEpoch[step], 1e-12);
    }
  }

  private static double[] factors(Schedule schedule, Pace pace, int perRound) {
    return IntStream.range(0, pace.rounds() * perRound)
        .mapToDouble(step -> schedule.factor(pace.moment(step, perRound, List.of())))
        .toArray();
  }

  @Test
  void thereIsAnEndToRounds() {
    assertThrows(IllegalArgumentException.class, () -> Pace.of(1e9, 1000, 1));
  }
}
