package dev.trine.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.HostBuffer;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LengthBucketsTest {
  private static final int TIME = 30;

  /** Sequences of so many steps, filled up to {@link #TIME}. */
  private static Dataset of(int... lengths) {
    return Dataset.builder()
        .input("x", Shape.of(TIME), new int[lengths.length][TIME])
        .input(
            "n",
            Shape.of(),
            Arrays.stream(lengths).mapToObj(n -> new int[] {n}).toArray(int[][]::new))
        .build()
        .padded("n", "x");
  }

  /** Most are short. */
  private static int[] lengths(int examples) {
    SplittableRandom random = new SplittableRandom(5);
    return IntStream.range(0, examples)
        .map(i -> 1 + (int) (TIME * Math.pow(random.nextDouble(), 3)))
        .toArray();
  }

  @ParameterizedTest
  @CsvSource({"400,20,8", "401,20,8", "399,20,8", "400,20,2", "60,7,8", "5,20,8", "9,4,3", "8,1,8"})
  void aPassHasAllExamplesInFewShapesThatHoldThem(int examples, int batch, int most) {
    int[] lengths = lengths(examples);
    LengthBuckets buckets = LengthBuckets.of(of(lengths), batch, most);
    for (long seed = 0; seed < 5; seed++) {
      int[] order = buckets.shuffled(new SplittableRandom(seed));
      assertArrayEquals(order, buckets.shuffled(new SplittableRandom(seed)));
      int[] sorted = order.clone();
      Arrays.sort(sorted);
      assertArrayEquals(IntStream.range(0, examples).toArray(), sorted);
      assertEquals(buckets.shapes().stream().distinct().toList(), buckets.shapes());
      for (int from = 0; from < examples; from += batch) {
        int count = Math.min(batch, examples - from);
        BatchShape shape = buckets.shape(order, from, count);
        assertTrue(buckets.shapes().contains(shape), shape + " not in " + buckets.shapes());
        int longest = Arrays.stream(order, from, from + count).map(i -> lengths[i]).max().orElse(0);
        assertTrue(shape.steps().getOrDefault("x", TIME) >= longest, shape + " for " + longest);
      }
    }
    assertTrue(buckets.shapes().size() <= most, () -> buckets.shapes().toString());
  }

  @Test
  void anotherSeedIsAnotherOrder() {
    LengthBuckets buckets = LengthBuckets.of(of(lengths(100)), 10, 8);
    int[] order = buckets.shuffled(new SplittableRandom(1));
    assertFalse(Arrays.equals(order, buckets.shuffled(new SplittableRandom(2))));
  }

  @Test
  void fewerStepsOnlyFillUp() {
    int[] lengths = lengths(1000);
    LengthBuckets buckets = LengthBuckets.of(of(lengths), 50, 8);
    int[] order = buckets.shuffled(new SplittableRandom(1));
    int steps = 0;
    for (int from = 0; from < 1000; from += 50) {
      steps += 50 * buckets.shape(order, from, 50).steps().get("x");
    }
    int there = Arrays.stream(lengths).sum();
    assertTrue(steps < 1.3 * there, steps + " steps for " + there);
  }

  /** By trying all cuts of few lengths. */
  @Test
  void lengthsAreThoseThatFillUpLeast() {
    int[] lengths = {1, 1, 1, 1, 2, 2, 5, 5, 5, 9, 11, 11, 12, 20, 21, 29};
    int[] distinct = Arrays.stream(lengths).distinct().toArray();
    int least = Integer.MAX_VALUE;
    for (int first : distinct) {
      for (int second : distinct) {
        least = Math.min(least, filled(lengths, first, second, 29));
      }
    }
    LengthCuts cuts = LengthCuts.of(List.of(lengths), new int[] {TIME}, 3);
    int[] extents = cuts.extents().stream().mapToInt(steps -> steps[0]).toArray();
    assertEquals(3, extents.length);
    assertEquals(least, filled(lengths, extents));
    for (int i = 0; i < lengths.length; i++) {
      assertEquals(fitting(lengths[i], extents), extents[cuts.buckets()[i]]);
    }
  }

  private static int filled(int[] lengths, int... extents) {
    return Arrays.stream(lengths).map(n -> fitting(n, extents)).sum();
  }

  private static int fitting(int length, int... extents) {
    return Arrays.stream(extents).filter(n -> n >= length).min().orElse(1000);
  }

  @Test
  void whatIsNotPaddedIsShuffledAsEver() {
    Dataset plain = Dataset.of(of(lengths(50)).examples());
    for (LengthBuckets buckets :
        List.of(LengthBuckets.of(plain, 10, 8), LengthBuckets.of(of(lengths(50)), 10, 1))) {
      int[] expected = Dataset.shuffled(50, new SplittableRandom(3));
      assertArrayEquals(expected, buckets.shuffled(new SplittableRandom(3)));
      assertArrayEquals(IntStream.range(0, 50).toArray(), buckets.ascending());
      assertEquals(List.of(BatchShape.of(10)), buckets.shapes());
    }
  }

  @Test
  void theShortestComeFirstWhenThatIsAskedFor() {
    int[] lengths = {9, 2, 4, 2, 9};
    int[] order = LengthBuckets.of(of(lengths), 1, 8).ascending();
    assertArrayEquals(new int[] {1, 3, 2, 0, 4}, order);
  }

  /**
   * Two kinds of sequences, each with lengths of its own: a part is as long as its longest of both.
   */
  @Test
  void eachKindOfSequenceIsCutByItself() {
    int[][] sources = {{2}, {3}, {6}, {6}};
    int[][] answers = {{1}, {2}, {5}, {4}};
    Dataset set =
        Dataset.builder()
            .input("source", Shape.of(6), new int[4][6])
            .input("length", Shape.of(), sources)
            .input("before", Shape.of(9), new int[4][9])
            .input("steps", Shape.of(), answers)
            .build()
            .padded("length", "source")
            .padded("steps", "before")
            .select(3, 2, 1, 0);
    LengthBuckets buckets = LengthBuckets.of(set, 2, 2);
    int[] order = buckets.ascending();
    assertEquals(Map.of("source", 3, "before", 2), buckets.shape(order, 0, 2).steps());
    assertEquals(Map.of("source", 6, "before", 5), buckets.shape(order, 2, 2).steps());
  }

  @Test
  void batchesHaveTheFirstStepsOfEachFieldInItsType() {
    float[][] numbers = new float[3][8];
    int[][] words = new int[3][4];
    byte[][] bytes = new byte[3][4];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 8; j++) {
        numbers[i][j] = 10 * i + j;
        words[i][j / 2] = 10 * i + j / 2;
        bytes[i][j / 2] = (byte) (10 * i + j / 2);
      }
    }
    Dataset set =
        Dataset.builder()
            .input("numbers", Shape.of(4, 2), numbers)
            .input("words", Shape.of(4), words)
            .input("bytes", Shape.of(4), bytes)
            .input("n", Shape.of(), new int[][] {{1}, {2}, {4}})
            .build()
            .padded("n", "numbers", "words", "bytes");
    try (ReferenceBackend backend = new ReferenceBackend();
        Batches batches = new Batches(backend, set, set.fields(), 2, LengthBuckets.of(set, 1, 3))) {
      Batch batch = batches.single(new int[] {1, 0}, 0);
      assertEquals(2, batch.shape().steps().get("words"));
      assertArrayEquals(new double[] {10, 11, 12, 13, 0, 1, 2, 3}, read(batch, "numbers", 8));
      assertArrayEquals(new double[] {10, 11, 0, 1}, read(batch, "words", 4));
      assertArrayEquals(new double[] {10, 11, 0, 1}, read(batch, "bytes", 4));
      assertArrayEquals(new double[] {2, 1}, read(batch, "n", 2));
      assertEquals(DType.U8, batch.buffer("bytes").type());
    }
  }

  private static double[] read(Batch batch, String field, int count) {
    HostBuffer buffer = batch.buffer(field);
    return IntStream.range(0, count).mapToDouble(buffer::get).toArray();
  }

  @Test
  void whatCannotBePaddedIsRefused() {
    Dataset set = of(1, 2, 3);
    refused("should be I32[], and is I32[30]", () -> set.padded("x", "x"));
    refused("here twice", () -> set.padded("n", "x"));
    refused("expected one field or more", () -> set.padded("n"));
    refused("expected one field or more", () -> set.padded("n", "n"));
    refused("no field 'y'", () -> set.padded("n", "y"));
    refused("made of streams", () -> set.streams(1, 1).padded("n", "x"));
  }

  private static void refused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
