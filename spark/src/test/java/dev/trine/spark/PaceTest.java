package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
    assertEquals(new Pace(rounds, epochs), pace);
    int[] ends = IntStream.range(0, rounds).filter(pace::endsEpoch).toArray();
    assertEquals(epochs, ends.length);
    assertEquals(rounds - 1, ends[epochs - 1], "the last round ends the last pass");
    int begin = 0;
    for (int end : ends) {
      for (int round = begin; round <= end; round++) {
        assertEquals(end + 1 - begin, pace.roundsOfEpoch(round));
      }
      assertTrue(Math.abs(end + 1 - begin - (double) rounds / epochs) < 1);
      begin = end + 1;
    }
  }

  @Test
  void thereIsAnEndToRounds() {
    assertThrows(IllegalArgumentException.class, () -> Pace.of(1e9, 1000, 1));
  }
}
