package dev.trine.examples.autocorrect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlipsTest {
  private static final WordList LIST = WordList.bundled();

  @Test
  void fingersAndEarsSlip() {
    Set<String> slips =
        IntStream.range(0, 20_000)
            .mapToObj(seed -> Slips.of("phonetic", new Random(seed)))
            .collect(Collectors.toSet());
    // Swapped, left out, doubled, a key beside the right one, that key too, and sounding alike.
    for (String slip :
        List.of("phonetci", "phontic", "phonnetic", "phonetuc", "phoneticv", "fonetic")) {
      assertTrue(slips.contains(slip), slip);
    }
    assertFalse(slips.contains("phonetiq"));
    Set<String> doubles =
        IntStream.range(0, 2000)
            .mapToObj(seed -> Slips.of("address", new Random(seed)))
            .collect(Collectors.toSet());
    assertTrue(doubles.contains("adress") && doubles.contains("addres"), doubles.toString());
  }

  @Test
  void mostHaveOneEditOrTwo() {
    List<Misspelling> slips = GeneratedSlips.of(LIST).of(1000, 3);
    double mean =
        slips.stream()
            .mapToInt(slip -> Edit.distance(slip.word(), slip.typed(), 99))
            .average()
            .orElseThrow();
    assertTrue(mean > 1 && mean < 1.5, "on average " + mean);
    assertTrue(slips.stream().noneMatch(slip -> LIST.has(slip.typed())));
    assertTrue(slips.stream().allMatch(slip -> LIST.has(slip.word())));
  }

  @Test
  void theSameSeedMakesTheSameSlips() {
    GeneratedSlips generated = GeneratedSlips.of(LIST);
    assertEquals(generated.of(50, 3), generated.of(50, 3));
    assertEquals(generated.of(50, 3), generated.of(80, 3).subList(0, 50));
    assertFalse(generated.of(50, 3).equals(generated.of(50, 4)));
  }

  @Test
  void sesertIsNeitherAWordNorTrainedOn() {
    assertFalse(LIST.has("sesert"));
    List<Misspelling> training = Autocorrect.training(LIST, Autocorrect.SLIPS);
    assertTrue(training.stream().noneMatch(slip -> slip.typed().equals("sesert")));
    assertTrue(
        training.stream().anyMatch(slip -> slip.word().equals("desert")),
        "others of the word are trained on");
  }
}
