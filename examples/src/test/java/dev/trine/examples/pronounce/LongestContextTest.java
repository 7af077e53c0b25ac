package dev.trine.examples.pronounce;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class LongestContextTest {
  @Test
  void theWidestContextSeenDecides() {
    LongestContext context =
        LongestContext.learned(
            List.of(
                new Aligned("can", List.of("K", "AE", "N")),
                new Aligned("cap", List.of("K", "AE", "P")),
                new Aligned("cent", List.of("S", "EH", "N", "T"))));
    assertEquals(
        List.of(List.of("K", "AE", "T"), List.of("S", "EH", "P", "T")),
        context.phonemes(List.of("cat", "cept")));
  }

  @Test
  void lettersThatAreNewAreSilent() {
    LongestContext context = LongestContext.learned(List.of(new Aligned("a", List.of("EY"))));
    assertEquals(List.of(List.of("EY")), context.phonemes(List.of("za")));
  }
}
