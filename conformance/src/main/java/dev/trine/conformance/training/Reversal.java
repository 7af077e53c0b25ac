package dev.trine.conformance.training;

import dev.trine.data.Dataset;
import dev.trine.nn.Network;
import dev.trine.nn.NetworkBuilder;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A task from sequence to sequence: symbols that are to be given in the reverse order, and then
 * ended. A set has {@code source}, of which {@code length} steps are there; {@code before}, what a
 * teacher tells the decoder (Williams and Zipser 1989): {@link #BEGIN} and then the answer one step
 * later, of {@code steps} steps; and the labels {@code answer}, −1 where there is none. All are
 * filled up to one length, and the set says so.
 */
public final class Reversal {
  /** Symbols are numbers from 0 to one less. */
  public static final int SYMBOLS = 4;

  /** What the decoder is told first; as a label the end. */
  public static final int BEGIN = SYMBOLS;

  private Reversal() {}

  /** Random sequences of 1 to {@code time} symbols. */
  public static Dataset random(int time, int examples, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return of(
        time,
        Stream.generate(() -> random.ints(1 + random.nextInt(time), 0, SYMBOLS).toArray())
            .limit(examples)
            .toList());
  }

  /** All sequences of 2 to {@code time} symbols. */
  public static Dataset all(int time) {
    List<int[]> sequences = new ArrayList<>();
    for (int length = 2; length <= time; length++) {
      for (int number = 0; number < Math.pow(SYMBOLS, length); number++) {
        int[] symbols = new int[length];
        for (int i = 0, rest = number; i < length; i++, rest /= SYMBOLS) {
          symbols[i] = rest % SYMBOLS;
        }
        sequences.add(symbols);
      }
    }
    return of(time, sequences);
  }

  private static Dataset of(int time, List<int[]> sequences) {
    int examples = sequences.size();
    int[][] source = new int[examples][time];
    int[][] lengths = new int[examples][1];
    int[][] before = new int[examples][time + 1];
    int[][] steps = new int[examples][1];
    int[][] answer = new int[examples][time + 1];
    for (int i = 0; i < examples; i++) {
      int[] symbols = sequences.get(i);
      int length = symbols.length;
      System.arraycopy(symbols, 0, source[i], 0, length);
      lengths[i][0] = length;
      steps[i][0] = length + 1;
      Arrays.fill(answer[i], -1);
      before[i][0] = BEGIN;
      for (int step = 0; step < length; step++) {
        answer[i][step] = symbols[length - 1 - step];
        before[i][step + 1] = answer[i][step];
      }
      answer[i][length] = BEGIN;
    }
    return Dataset.builder()
        .input("source", Shape.of(time), source)
        .input("length", Shape.of(), lengths)
        .input("before", Shape.of(time + 1), before)
        .input("steps", Shape.of(), steps)
        .labels("answer", Shape.of(time + 1), answer, List.of("a", "b", "c", "d", "end"))
        .build()
        .padded("length", "source")
        .padded("steps", "before", "answer");
  }

  /** Begins a network with the inputs of such a set that all have a use for. */
  public static NetworkBuilder network(int time) {
    return Network.builder()
        .input("source", TensorType.i32(time))
        .input("length", new TensorType(DType.I32, Shape.of()))
        .input("before", TensorType.i32(time + 1));
  }
}
