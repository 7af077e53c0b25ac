package dev.trine.cli;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.nn.Network;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Random examples that a network can be trained on. What gives a vector is taken for scores of
 * classes and has labels, unless it is of the shape of what the network takes, as an autoencoder's
 * is: that, and everything else, has values.
 */
public final class RandomExamples implements Examples {
  private static final long SEED = 42;

  /** Of random numbers that repeat, as memory must do for many examples. */
  private static final int MOST = 1 << 24;

  private final int size;
  private final List<Field> fields;
  private final float[] numbers;

  public RandomExamples(Network network, int size) {
    this.size = size;
    fields = fields(network);
    long elements = fields.stream().mapToLong(field -> field.type().elements()).max().orElse(1);
    numbers = new float[(int) Math.min(MOST, size * elements)];
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) random.nextDouble();
    }
  }

  private static List<Field> fields(Network network) {
    List<Field> fields = new ArrayList<>();
    network.inputs().forEach(input -> fields.add(Field.input(input.name(), input.type())));
    List<Shape> taken = network.inputs().stream().map(input -> input.type().shape()).toList();
    for (String output : network.outputs()) {
      String name = network.outputs().size() == 1 ? Dataset.TARGETS : output;
      Shape shape = network.output(output);
      boolean isScores = shape.rank() == 1 && !taken.contains(shape);
      fields.add(isScores ? Field.labels(name, classes(shape)) : Field.values(name, shape));
    }
    return fields;
  }

  private static List<String> classes(Shape scores) {
    return IntStream.range(0, (int) scores.elements()).mapToObj(String::valueOf).toList();
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<Field> fields() {
    return fields;
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    int elements = (int) field.type().elements();
    for (int i = 0; i < count; i++) {
      long example = order[from + i];
      if (field.type().type() == DType.F32) {
        copyNumbers(example * elements, elements, (long) i * elements, to);
      } else if (field.classes().isEmpty()) {
        for (int j = 0; j < elements; j++) {
          to.set((long) i * elements + j, (example + j) % 2);
        }
      } else {
        to.set(i, example % field.classes().size());
      }
    }
  }

  /** From where the numbers of an example begin, and again from the first behind the last. */
  private void copyNumbers(long first, int count, long at, HostBuffer to) {
    int done = 0;
    while (done < count) {
      int from = (int) ((first + done) % numbers.length);
      int part = Math.min(count - done, numbers.length - from);
      to.put(at + done, numbers, from, part);
      done += part;
    }
  }
}
