package dev.trine.dataset.augment;

import static dev.trine.dataset.augment.Augmentations.cutOut;
import static dev.trine.dataset.augment.Augmentations.flip;
import static dev.trine.dataset.augment.Augmentations.mixUp;
import static dev.trine.dataset.augment.Augmentations.noise;
import static dev.trine.dataset.augment.Augmentations.rotate;
import static dev.trine.dataset.augment.Augmentations.shift;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.data.Dataset;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AugmentedTest {
  private static final int SIZE = 30;
  private static final Shape SHAPE = Shape.of(6, 5, 2);
  private static final List<String> CLASSES = List.of("a", "b", "c");
  private static final Augmentation[] ALL = {
    shift(1, 2), rotate(20), flip(), noise(0.1), cutOut(2), mixUp(0.5)
  };

  /** Numbers from 1 to 2, so that a 0 comes of an augmentation. */
  private static Dataset numbers() {
    SplittableRandom random = new SplittableRandom(1);
    float[][] features = new float[SIZE][(int) SHAPE.elements()];
    for (float[] row : features) {
      for (int i = 0; i < row.length; i++) {
        row[i] = 1 + (float) random.nextDouble();
      }
    }
    int[] labels = IntStream.range(0, SIZE).map(i -> i % CLASSES.size()).toArray();
    return Dataset.classified(SHAPE, features, labels, CLASSES);
  }

  private static Dataset all() {
    return Augmented.of(Distributions.of(numbers()), 9, ALL);
  }

  private static List<double[]> read(Dataset set, String field, int... order) {
    List<double[]> rows = new ArrayList<>();
    for (int example : order) {
      rows.add(set.read(field, example));
    }
    return rows;
  }

  private static void assertSame(List<double[]> expected, List<double[]> actual) {
    for (int i = 0; i < expected.size(); i++) {
      assertArrayEquals(expected.get(i), actual.get(i), 0);
    }
  }

  private static int[] order() {
    return IntStream.range(0, SIZE).toArray();
  }

  @Test
  void doNotDependOnOrderOrThread() {
    for (String field : List.of("features", "targets")) {
      List<double[]> one = read(all().inEpoch(2), field, order());
      Dataset other = all().inEpoch(2);
      double[][] parallel = new double[SIZE][];
      IntStream.range(0, 5 * SIZE)
          .parallel()
          .map(i -> (SIZE - 1 - i % SIZE) * 7 % SIZE)
          .forEach(i -> parallel[i] = other.read(field, i));
      assertSame(one, Arrays.asList(parallel));
    }
  }

  /** The number of an example is that in the set, so a part of it is changed as the whole is. */
  @Test
  void doNotDependOnSelection() {
    Dataset set = Augmented.of(numbers(), 9, shift(2), noise(1));
    int[] chosen = {4, 29, 11};
    assertSame(
        read(set.inEpoch(2), "features", chosen),
        read(set.select(chosen).inEpoch(2), "features", 0, 1, 2));
  }

  @Test
  void areOthersInEveryEpochForEverySeedAndExample() {
    float[][] features = new float[SIZE][(int) SHAPE.elements()];
    Dataset zeros = Dataset.classified(SHAPE, features, new int[SIZE], CLASSES);
    List<double[]> drawn = new ArrayList<>();
    drawn.addAll(read(Augmented.of(zeros, 9, noise(1)).inEpoch(1), "features", 0, 1));
    drawn.addAll(read(Augmented.of(zeros, 9, noise(1)).inEpoch(2), "features", 0, 1));
    drawn.addAll(read(Augmented.of(zeros, 8, noise(1)).inEpoch(1), "features", 0, 1));
    drawn.addAll(read(Augmented.of(zeros, 9, shift(0), noise(1)).inEpoch(1), "features", 0, 1));
    assertEquals(8, drawn.stream().map(Arrays::hashCode).distinct().count());
  }

  @Test
  void areUnchangedForWhateverIsNotTraining() {
    Dataset set = Distributions.of(numbers());
    assertSame(read(set, "features", order()), read(all(), "features", order()));
    assertSame(read(set, "targets", order()), read(all(), "targets", order()));
    assertFalse(all().examples().areFixed());
  }

  @Test
  void bytesAreRoundedAndStayBytes() {
    byte[][] images = new byte[SIZE][4];
    for (byte[] image : images) {
      Arrays.fill(image, (byte) 200);
    }
    Dataset set =
        Dataset.builder()
            .input("image", Shape.of(2, 2), images)
            .labels("targets", new int[SIZE], CLASSES)
            .build();
    List<double[]> noisy = read(Augmented.of(set, 1, noise(50)).inEpoch(1), "image", order());
    double[] all = noisy.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
    assertEquals(255, all[all.length - 1], "what is more than white is white");
    assertTrue(all[0] > 20 && all[all.length / 2] > 180 && all[all.length / 2] < 220);
  }

  @Test
  void shiftsAndCutsLeaveZeros() {
    Dataset cut = Augmented.of(numbers(), 1, cutOut(2)).inEpoch(1);
    for (double[] row : read(cut, "features", order())) {
      long zeros = Arrays.stream(row).filter(value -> value == 0).count();
      assertTrue(zeros >= 2 && zeros <= 8 && zeros % 2 == 0, "of a square of 2 x 2 of 2 channels");
    }
    Dataset shifted = Augmented.of(numbers(), 1, shift(0, 1)).inEpoch(1);
    int[] counts = new int[13];
    for (double[] row : read(shifted, "features", order())) {
      counts[(int) Arrays.stream(row).filter(value -> value == 0).count()]++;
    }
    assertEquals(SIZE, counts[0] + counts[12], "a column of 6 pixels, or none");
    assertTrue(counts[0] > 3 && counts[12] > 10, Arrays.toString(counts));
  }

  @Test
  void mixUpMixesInputAndTargetAlike() {
    float[][] features = new float[3][3];
    for (int i = 0; i < 3; i++) {
      features[i][i] = 1;
    }
    Dataset set = Dataset.classified(Shape.of(3), features, new int[] {0, 1, 2}, CLASSES);
    Dataset mixed = Augmented.of(Distributions.of(set), 1, mixUp(1));
    int halves = 0;
    for (int epoch = 1; epoch <= 20; epoch++) {
      for (int i = 0; i < 3; i++) {
        double[] shares = mixed.inEpoch(epoch).read("features", i);
        assertArrayEquals(shares, mixed.inEpoch(epoch).read("targets", i), 0);
        assertEquals(1, Arrays.stream(shares).sum(), 1e-6);
        halves += shares[i] > 0.1 && shares[i] < 0.9 ? 1 : 0;
      }
    }
    assertTrue(halves > 15, "most are mixed: " + halves);
  }

  @Test
  void distributionsOfAugmentedExamplesAreAugmented() {
    Dataset noisy = Augmented.of(numbers(), 1, noise(1));
    assertSame(
        read(noisy.inEpoch(2), "features", order()),
        read(Distributions.of(noisy).inEpoch(2), "features", order()));
    Dataset plain = Distributions.of(numbers());
    assertTrue(plain.inEpoch(2) == plain);
  }

  /** What is mixed in has been changed by what comes before, as it is changed on its own. */
  @Test
  void mixUpMixesChangedExamples() {
    Augmentation whole = new WholeShare();
    Dataset noisy = Augmented.of(numbers(), 1, noise(1)).inEpoch(4);
    Dataset mixed = Augmented.of(numbers(), 1, noise(1), whole).inEpoch(4);
    List<Integer> candidates = Arrays.stream(order()).boxed().toList();
    for (int i = 0; i < SIZE; i++) {
      double[] other = mixed.read("features", i);
      assertTrue(
          candidates.stream().anyMatch(j -> Arrays.equals(other, noisy.read("features", j))));
    }
  }

  /** Another example instead of its own. */
  private record WholeShare() implements Augmentation {
    @Override
    public float[] input(float[] values, Shape shape, Draws draws) {
      return draws.other();
    }
  }

  /** Else a network would learn from what it is validated with. */
  @Test
  void otherExamplesAreOfThoseTrainedOn() {
    Dataset set = Augmented.of(numbers(), 1, new WholeShare());
    Dataset.Split split = set.split(0.2, 1);
    Dataset train = split.train().inEpoch(1);
    List<double[]> own = read(split.train(), "features", 0, 1, 2, 3, 4, 5);
    for (int i = 0; i < train.size(); i++) {
      double[] other = train.read("features", i);
      assertTrue(own.stream().anyMatch(row -> Arrays.equals(row, other)));
    }
  }

  @Test
  void refusesWhatCannotBeAugmented() {
    Dataset flat = Dataset.classified(Shape.of(4), new float[1][4], new int[1], CLASSES);
    says(() -> Augmented.of(flat, 1, shift(1)), "'features' is F32[4]", "[height, width]");
    says(() -> Augmented.of(numbers(), 1, mixUp(1)), "targets", "Distributions.of(set)");
    Dataset two =
        Dataset.builder()
            .input("a", Shape.of(4), new float[1][4])
            .input("b", Shape.of(4), new int[1][4])
            .values("y", Shape.of(1), new float[1][1])
            .build();
    says(() -> Augmented.of(two, 1, noise(1)), "[a, b]", "Augmented.input(set, name");
    says(() -> Augmented.input(two, "b", 1, noise(1)), "'b'", "F32 or U8");
    says(() -> Augmented.input(two, "a", 1, mixUp(1)), "'b'");
    says(() -> Augmented.of(numbers().streams(2, 3), 1, noise(1)), "streams");
    says(() -> rotate(200), "200");
    says(() -> mixUp(0), "alpha");
  }

  private static void says(Executable call, String... parts) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message + " does not say " + part);
    }
  }
}
