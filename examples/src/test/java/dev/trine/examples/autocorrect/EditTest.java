package dev.trine.examples.autocorrect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.examples.autocorrect.Edit.Kind;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EditTest {
  @Test
  void findsEachKind() {
    assertEquals(
        List.of(new Edit(Kind.REPLACED, 'a', 'e', 'p', 'r', 2)),
        Edit.between("separate", "seperate"));
    assertEquals(
        List.of(new Edit(Kind.LEFT_OUT, 'h', (char) 0, 'w', 'i', 1)),
        Edit.between("which", "wich"));
    assertEquals(
        List.of(new Edit(Kind.TOO_MANY, (char) 0, 'l', 'i', 'l', 2)),
        Edit.between("until", "untill"));
    assertEquals(
        List.of(new Edit(Kind.SWAPPED, 't', 'h', (char) 0, 'e', 0)), Edit.between("the", "hte"));
    assertEquals(List.of(), Edit.between("the", "the"));
  }

  @Test
  void thereAreAsManyEditsAsTheDistance() {
    Random random = new Random(1);
    for (int i = 0; i < 2000; i++) {
      String word = text(random);
      String typed = text(random);
      int distance = Edit.distance(word, typed, 10);
      assertEquals(distance, Edit.between(word, typed).size(), word + " " + typed);
      assertEquals(
          Math.min(distance, 3), Math.min(Edit.distance(word, typed, 2), 3), word + " " + typed);
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(7); length > 0; length--) {
      text.append((char) ('a' + random.nextInt(3)));
    }
    return text.toString();
  }
}
