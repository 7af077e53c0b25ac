package dev.trine.data;

import dev.trine.DataException;
import dev.trine.backend.HostBuffer;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Examples, each with the same {@linkplain Field fields}: what a network is given, what it should
 * give, and how much the example counts. Selecting and splitting copies no examples.
 */
public final class Dataset {
  /** The name of the only input of a set, unless it is called otherwise. */
  public static final String FEATURES = "features";

  /** The name of the only target of a set, unless it is called otherwise. */
  public static final String TARGETS = "targets";

  private final Examples examples;
  private final List<Field> fields;
  private final int[] selection;
  private final List<PaddedFields> padded;

  /**
   * @param selection indices into the examples; null for all of them in their order
   */
  private Dataset(
      Examples examples, List<Field> fields, int[] selection, List<PaddedFields> padded) {
    this.examples = examples;
    this.fields = fields;
    this.selection = selection;
    this.padded = padded;
  }

  /**
   * A set of the examples.
   *
   * @throws IllegalArgumentException if two fields have one name, or none is an input
   */
  public static Dataset of(Examples examples) {
    List<Field> fields = List.copyOf(examples.fields());
    FieldCheck.check(fields);
    return new Dataset(examples, fields, null, List.of());
  }

  /** Begins to describe a set in memory, field by field. */
  public static DatasetBuilder builder() {
    return new DatasetBuilder();
  }

  /**
   * Examples to be classified, with the fields "features", an input, and "targets", labels. The
   * rows of features are not copied.
   *
   * @param shape of one example
   * @param features one row-major array an example
   * @param labels indices into {@code classes}
   * @throws DataException if counts, sizes or labels do not fit, naming field and example
   */
  public static Dataset classified(
      Shape shape, float[][] features, int[] labels, List<String> classes) {
    return builder().input(FEATURES, shape, features).labels(TARGETS, labels, classes).build();
  }

  /**
   * Examples with values to regress on, with the fields "features", an input, and "targets", of
   * shape [values]. The rows are not copied.
   *
   * @param shape of one example
   * @param features one row-major array an example
   * @param values as many numbers for each example
   * @throws DataException if counts or sizes do not fit, naming field and example
   */
  public static Dataset valued(Shape shape, float[][] features, float[][] values) {
    int width = values.length == 0 || values[0] == null ? 0 : values[0].length;
    return builder()
        .input(FEATURES, shape, features)
        .values(TARGETS, Shape.of(width), values)
        .build();
  }

  /** What this set is over, from which its examples may be selected. */
  public Examples examples() {
    return examples;
  }

  /** The number of examples. */
  public int size() {
    return selection == null ? examples.size() : selection.length;
  }

  /** For people: {@code 1797 examples of features F32[64], targets I32[] of 10 classes}. */
  @Override
  public String toString() {
    return fields.stream()
        .map(
            field ->
                "%s %s%s"
                    .formatted(
                        field.name(),
                        field.type(),
                        field.classes().isEmpty()
                            ? ""
                            : " of %s classes".formatted(field.classes().size())))
        .collect(Collectors.joining(", ", size() + " examples of ", ""));
  }

  /** What each example has. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * The field of a name.
   *
   * @throws IllegalArgumentException if there is none, listing those there are
   */
  public Field field(String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        "The data set has no field '%s' among %s"
            .formatted(name, fields.stream().map(Field::name).toList()));
  }

  /** Checks that a field is one of this set, and not just named as one. */
  void check(Field field) {
    Field own = field(field.name());
    if (!own.equals(field)) {
      throw new IllegalArgumentException(
          "The data set has a field '%s', but not that one: it has %s, not %s"
              .formatted(field.name(), own, field));
    }
  }

  /** The fields that a network should give. */
  public List<Field> targets() {
    return fields.stream().filter(field -> field.role() == Field.Role.TARGET).toList();
  }

  /**
   * One example's elements of a field, row-major, as they come to a batch; of a single number one.
   *
   * @throws IllegalArgumentException if there is no such field
   * @throws DataException if there is no such example
   */
  public double[] read(String field, int example) {
    Field read = field(field);
    int[] order = {checked(example)};
    HostBuffer buffer = new HeapBuffer(read.type());
    copy(read, order, 0, 1, buffer);
    double[] elements = new double[(int) buffer.elements()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = buffer.get(i);
    }
    return elements;
  }

  /**
   * Copies one field of {@code count} examples, from {@code order[from]} on, to the start of a
   * buffer, as {@link Examples#copy} does. Several threads may do so at once.
   *
   * @param order indices of this set
   * @throws IllegalArgumentException if the field is none of this set
   * @throws IndexOutOfBoundsException if an index is none of this set
   */
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    check(field);
    Objects.checkFromIndexSize(from, count, order.length);
    int size = size();
    int[] origins = new int[count];
    for (int i = 0; i < count; i++) {
      origins[i] = origin(Objects.checkIndex(order[from + i], size));
    }
    examples.copy(field, origins, 0, count, to);
  }

  /**
   * The examples of the given indices, in that order.
   *
   * @throws DataException if there is no such example
   */
  public Dataset select(int... indices) {
    int[] selected = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      selected[i] = origin(checked(indices[i]));
    }
    return new Dataset(examples, fields, selected, padded);
  }

  /**
   * This set, of which it is known that sequences are filled up to one length, and how many steps
   * of each example are there. So what only fills them up can be left out of batches, in training
   * and evaluation ({@link LengthBuckets}); what lies there must not matter to a network, which is
   * told the lengths, nor to a loss, by labels of −1 or weights of 0.
   *
   * @param lengths a field of this set, I32 [], which is always the same for an example
   * @param filled fields whose first axis are these steps: inputs, targets and weights
   * @throws IllegalArgumentException if they are no such fields, one is filled up by other lengths
   *     already, or this set is made of {@linkplain #streams() streams}
   */
  public Dataset padded(String lengths, String... filled) {
    if (streams() > 0) {
      throw new IllegalArgumentException(
          "The set is made of streams, whose windows have all their steps: leave out padded('%s', …)"
              .formatted(lengths));
    }
    List<PaddedFields> all = new ArrayList<>(padded);
    all.add(PaddedFields.of(this, lengths, filled));
    List<String> names = all.stream().flatMap(one -> one.fields().stream()).toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "A field is filled up by one field of lengths, but of %s one is here twice"
              .formatted(names));
    }
    return new Dataset(examples, fields, selection, List.copyOf(all));
  }

  /** Which fields are {@linkplain #padded(String, String...) filled up}, and by what. */
  public List<PaddedFields> padded() {
    return padded;
  }

  /** This set as training sees it in an epoch, counted from 1, when it trains on all of it. */
  public Dataset inEpoch(int epoch) {
    return inEpoch(epoch, IntStream.range(0, size()).toArray());
  }

  /**
   * This set as training sees it in an epoch, counted from 1; itself, if that is as it is.
   *
   * @param trained indices of this set: the examples that are trained on
   */
  public Dataset inEpoch(int epoch, int[] trained) {
    int[] origins = IntStream.of(trained).map(this::origin).toArray();
    Examples seen = examples.inEpoch(epoch, origins);
    return seen == examples ? this : new Dataset(seen, fields, selection, padded);
  }

  private int checked(int example) {
    if (example < 0 || example >= size()) {
      throw new DataException(
          "There is no example %s among the %s of this set, which are counted from 0"
              .formatted(example, size()));
    }
    return example;
  }

  /** The index that an example has among {@link #examples}, whatever was selected since. */
  public int origin(int example) {
    return selection == null ? example : selection[example];
  }

  /**
   * The steps of a series, of which each is an example here in the order of time, as windows: the
   * series is cut into streams of equal length, one behind the other, and batch w of a pass has
   * window w of each. So a row of a batch goes on from that of the batch before, as {@linkplain
   * #streams() layers that carry their state} want it. Every field has the steps of the window as
   * its first axis. Steps that fill no window of all streams, at the end, are left out.
   *
   * @param count of streams, which is how many examples a batch has
   * @param window steps an example
   * @throws IllegalArgumentException if there are too few steps
   */
  public Dataset streams(int count, int window) {
    return of(Streams.of(this, count, window));
  }

  /**
   * How many {@linkplain #streams(int, int) streams} this set is made of: its batches have a row
   * for each, and are worked on in order. 0 if examples have nothing to do with each other, as
   * those that were selected.
   */
  public int streams() {
    return selection == null && examples instanceof Streams made ? made.count() : 0;
  }

  /**
   * Shuffles and splits.
   *
   * @param fraction of the examples that go into the first part, above 0 and below 1
   */
  public Split split(double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "Split fraction is %s, expected above 0 and below 1".formatted(fraction));
    }
    int[] order = shuffled(size(), new SplittableRandom(seed));
    int first = (int) Math.round(size() * fraction);
    return new Split(
        select(Arrays.copyOf(order, first)),
        select(Arrays.copyOfRange(order, first, order.length)));
  }

  /** The numbers 0 to {@code count} − 1 in random order (Durstenfeld 1964). */
  public static int[] shuffled(int count, SplittableRandom random) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** Two parts of a set. */
  public record Split(Dataset train, Dataset test) {}
}
