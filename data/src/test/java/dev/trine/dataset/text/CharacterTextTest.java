package dev.trine.dataset.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CharacterTextTest {
  @TempDir Path folder;

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("text.txt"), bytes);
  }

  /** An example as the characters that its numbers stand for. */
  private static String shown(Dataset set, String field, int example) {
    List<String> vocabulary = set.field("targets").classes();
    return Arrays.stream(set.read(field, example))
        .mapToObj(number -> vocabulary.get((int) number))
        .collect(Collectors.joining());
  }

  private static List<String> shown(Dataset set, String field) {
    return IntStream.range(0, set.size()).mapToObj(i -> shown(set, field, i)).toList();
  }

  @Test
  void theVocabularyIsInTheOrderOfCodePoints() throws IOException {
    // U+FF5E comes before U+1F600, although the halves of the latter are smaller.
    String text = "né\uFF5E\n😀 n";
    CharacterText read = CharacterText.read(write(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("\n", " ", "n", "é", "\uFF5E", "😀"), read.vocabulary());
    assertEquals(7, read.length());
    Dataset set = read.windows(6, 1);
    assertArrayEquals(new double[] {2, 3, 4, 0, 5, 1}, set.read("features", 0));
    assertArrayEquals(new double[] {3, 4, 0, 5, 1, 2}, set.read("targets", 0));
  }

  @Test
  void aByteOrderMarkIsNoCharacterAtTheStartAlone() throws IOException {
    String text = "\uFEFFab\uFEFF";
    CharacterText read = CharacterText.read(write(text.getBytes(StandardCharsets.UTF_8)));
    assertEquals(List.of("a", "b", "\uFEFF"), read.vocabulary());
    assertEquals(3, read.length());
  }

  @Test
  void windowsHaveTheNextCharacterAtEachStep() {
    CharacterText text = CharacterText.of("text", "abcdefgh");
    Dataset set = text.windows(3, 3);
    assertEquals(
        List.of(
            Field.input("features", TensorType.i32(3)),
            Field.labels("targets", Shape.of(3), text.vocabulary())),
        set.fields());
    assertEquals(List.of("abc", "def"), shown(set, "features"));
    assertEquals(List.of("bcd", "efg"), shown(set, "targets"));
    assertEquals(List.of("abc", "cde", "efg"), shown(text.windows(3, 2), "features"));
    assertEquals(List.of("bcd", "def", "fgh"), shown(text.windows(3, 2), "targets"));
    assertEquals(List.of("abcdefg"), shown(text.windows(7, 9), "features"));
    assertTrue(set.examples().areFixed());
    for (int[] none : new int[][] {{8, 1}, {0, 1}, {3, 0}}) {
      assertThrows(IllegalArgumentException.class, () -> text.windows(none[0], none[1]));
    }
  }

  @Test
  void streamsGoOnFromBatchToBatch() {
    Dataset set = CharacterText.of("text", "abcdefghijklmn").streams(2, 3);
    assertEquals(2, set.streams());
    assertEquals(List.of("abc", "ghi", "def", "jkl"), shown(set, "features"));
    assertEquals(List.of("bcd", "hij", "efg", "klm"), shown(set, "targets"));
    assertEquals(TensorType.i32(3), set.field("features").type());
  }

  @Test
  void anotherTextHasTheVocabularyOfTheFirst() throws IOException {
    List<String> vocabulary = CharacterText.of("first", "cab").vocabulary();
    Dataset set = CharacterText.read(write("bcb".getBytes()), vocabulary).windows(2, 1);
    assertArrayEquals(new double[] {1, 2}, set.read("features", 0));
    Refusal.says(
        () -> CharacterText.of("second", "abxa", vocabulary),
        "second, character 2: 'x' (U+0078) is not in the vocabulary of 3");
    for (List<String> wrong : List.of(List.of("a", "a"), List.of(""), List.of("ab"))) {
      assertThrows(IllegalArgumentException.class, () -> CharacterText.of("text", "aa", wrong));
    }
  }

  @Test
  void whatIsMalformedIsNamed() throws IOException {
    Path latin = write("ab\u00E9c".getBytes(StandardCharsets.ISO_8859_1));
    Refusal.says(() -> CharacterText.read(latin), "text.txt, byte 2: e9", "UTF-8");
    Path cut = write(Arrays.copyOf("abé".getBytes(StandardCharsets.UTF_8), 3));
    Refusal.says(() -> CharacterText.read(cut), "text.txt, byte 2: c3");
    Path one = write("a".getBytes());
    Refusal.says(() -> CharacterText.read(one), "text.txt has 1 characters, expected at least 2");
    Path missing = folder.resolve("missing.txt");
    Refusal.says(() -> CharacterText.read(missing), "missing.txt cannot be read");
  }

  @Test
  void damagedFilesAreReadOrRefused() {
    Path mutant = folder.resolve("text.txt");
    byte[] text = "Größe, naïveté, Ελλάς 😀".repeat(3).getBytes(StandardCharsets.UTF_8);
    Mutants.areReadOrRefused(text, mutant, () -> CharacterText.read(mutant).windows(1, 1));
  }
}
