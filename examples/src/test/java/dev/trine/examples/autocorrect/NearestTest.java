package dev.trine.examples.autocorrect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final WordList LIST = WordList.bundled();
  private static final Nearest NEAREST = Nearest.of(LIST);

  @Test
  void overlooksNoWord() {
    for (Misspelling slip : GeneratedSlips.of(LIST).of(20, 5)) {
      int[] distances =
          LIST.words().stream().mapToInt(word -> Edit.distance(word, slip.typed(), 99)).toArray();
      List<Integer> expected =
          IntStream.range(0, distances.length)
              .filter(i -> distances[i] <= Nearest.FARTHEST)
              .boxed()
              .sorted(Comparator.comparing(i -> distances[i]))
              .limit(30)
              .toList();
      assertEquals(expected, NEAREST.to(slip.typed(), 30), slip.typed());
    }
  }

  @Test
  void commonerWordsComeFirst() {
    assertEquals("the", NEAREST.corrections(List.of("teh")).get(0).get(0));
    assertEquals(List.of(), NEAREST.to("qqqqqqqqqqqq", 3));
  }

  @Test
  void theListIsSortedAndHasNothingButLetters() {
    assertTrue(LIST.words().size() > 25_000 && LIST.words().size() <= 30_000);
    assertTrue(LIST.words().stream().allMatch(word -> word.matches("[a-z]{1,30}")));
    assertEquals(LIST.words().size(), LIST.places().size());
    assertTrue(
        IntStream.range(1, LIST.counts().length)
            .allMatch(i -> LIST.counts()[i] <= LIST.counts()[i - 1]));
  }
}
