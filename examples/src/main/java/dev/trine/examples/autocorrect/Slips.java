package dev.trine.examples.autocorrect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Makes slips, as fingers and ears make them: a key beside the right one, letters swapped, left out
 * or doubled, and spellings that sound alike. Nine of ten words have one alone, and letters are
 * left out most often (Pollock and Zamora 1983).
 */
final class Slips {
  private static final String[] KEYS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};

  /** How far each row of keys is shifted to the right. */
  private static final double[] SHIFTS = {0, 0.25, 0.75};

  /** Spellings that are taken for each other, both ways. */
  private static final String[][] ALIKE =
      Arrays.stream(
              ("a e,e i,a i,o u,a o,e u,ie ei,ea ee,ee i,e ea,ai a,ai ei,oo u,ou o,ou u,u oo,oa o,au o,y i,"
                      + "ey y,ie y,c s,s z,c k,ck k,ck c,ch c,ch k,sc s,ss s,ss c,ph f,gh f,g j,dg g,kn n,"
                      + "wr r,wh w,gu g,qu q,qu k,x cs,mb m,rh r,tion sion,sion ssion,cious tious,"
                      + "tial cial,ance ence,ant ent,able ible,er or,er ar,er re,le el,le al,ly ley,ally ly,"
                      + "ful full,ed d,eous ious,ous us,our or,ise ize,ur er,ir er,ate et,ite it,ture cher")
                  .split(","))
          .map(pair -> pair.split(" "))
          .toArray(String[][]::new);

  private Slips() {}

  /** A word with one slip, or two. Now and then one changes nothing. */
  static String of(String word, Random random) {
    String once = one(word, random);
    return random.nextInt(10) == 0 ? one(once, random) : once;
  }

  private static String one(String word, Random random) {
    // Four of five slips in the first letter are made elsewhere: few are seen there.
    int at = random.nextInt(word.length());
    if (at == 0 && random.nextInt(5) > 0) {
      at = random.nextInt(word.length());
    }
    String before = word.substring(0, at);
    char letter = word.charAt(at);
    String after = word.substring(at + 1);
    return switch (random.nextInt(14)) {
      case 0 -> before + beside(letter, random) + after;
      case 1 -> before + letter + beside(letter, random) + after;
      case 2, 3 -> after.isEmpty() ? word : before + after.charAt(0) + letter + after.substring(1);
      case 4, 5, 6 -> before + after;
      case 7, 8 -> before + letter + letter + after;
      case 9 -> single(word, random);
      default -> alike(word, random);
    };
  }

  /** A key beside that of a letter. */
  private static char beside(char letter, Random random) {
    List<Character> keys = new ArrayList<>();
    double[] from = place(letter);
    for (char key = 'a'; key <= 'z'; key++) {
      double[] to = place(key);
      if (key != letter && Math.abs(from[0] - to[0]) <= 1 && Math.abs(from[1] - to[1]) <= 1) {
        keys.add(key);
      }
    }
    return keys.get(random.nextInt(keys.size()));
  }

  /** Row and column of a key. */
  private static double[] place(char letter) {
    int row =
        IntStream.range(0, 3).filter(i -> KEYS[i].indexOf(letter) >= 0).findFirst().orElseThrow();
    return new double[] {row, KEYS[row].indexOf(letter) + SHIFTS[row]};
  }

  /** With a double letter written once; without one, as it is. */
  private static String single(String word, Random random) {
    int[] doubles =
        IntStream.range(1, word.length())
            .filter(i -> word.charAt(i) == word.charAt(i - 1))
            .toArray();
    return doubles.length == 0
        ? word
        : new StringBuilder(word).deleteCharAt(doubles[random.nextInt(doubles.length)]).toString();
  }

  /** With a spelling in the place of one that sounds alike; without one, as it is. */
  private static String alike(String word, Random random) {
    List<String> changed = new ArrayList<>();
    for (String[] pair : ALIKE) {
      for (int side = 0; side < 2; side++) {
        String spelling = pair[side];
        for (int at = word.indexOf(spelling); at >= 0; at = word.indexOf(spelling, at + 1)) {
          changed.add(
              word.substring(0, at) + pair[1 - side] + word.substring(at + spelling.length()));
        }
      }
    }
    return changed.isEmpty() ? word : changed.get(random.nextInt(changed.size()));
  }
}
