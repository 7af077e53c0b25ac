package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.data.LengthBuckets;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Gather;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Examples that lie on the device, a tensor for each field. Of a batch only the numbers of its
 * examples are uploaded; a program gathers the rest. The examples must {@linkplain
 * Examples#areFixed not change} meanwhile.
 */
public final class ResidentSet implements Feed, AutoCloseable {
  private static final String PREFIX = "set ";

  /** The elements of a field that backends gather from for certain. */
  public static final long MOST_ELEMENTS = Integer.MAX_VALUE - 255;

  /** Elements that are copied at a time. */
  private static final int CHUNK = 1 << 20;

  private final Examples examples;
  private final Map<String, View> tensors = new LinkedHashMap<>();
  private final Resources resources = new Resources();

  /**
   * Copies examples to a device.
   *
   * @param dataset whose {@linkplain Dataset#examples examples} they are, those that were not
   *     selected too
   * @param fields that are wanted
   * @throws dev.trine.OutOfDeviceMemoryException if they do not fit
   */
  public ResidentSet(Backend backend, Dataset dataset, List<Field> fields) {
    examples = dataset.examples();
    try {
      for (Field field : fields) {
        if (field.name().equals(Numbers.NAME)) {
          throw new IllegalArgumentException(
              "A set with a field '%s' cannot be on the device: that is what examples are found by"
                  .formatted(Numbers.NAME));
        }
        requireOwn(dataset, field);
        TensorType type = field.batched(examples.size());
        View tensor = resources.allocate(backend, type, "data set");
        copy(backend, field, tensor);
        tensors.put(field.name(), tensor);
      }
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private static void requireOwn(Dataset dataset, Field field) {
    if (!dataset.field(field.name()).equals(field)) {
      throw new IllegalArgumentException(
          "The data set has %s, not %s".formatted(dataset.field(field.name()), field));
    }
  }

  /** What the fields of a set's examples take, in bytes. */
  public static long bytes(Dataset dataset, List<Field> fields) {
    int size = dataset.examples().size();
    return fields.stream().mapToLong(field -> field.batched(size).bytes()).sum();
  }

  private void copy(Backend backend, Field field, View tensor) {
    int[] all = IntStream.range(0, examples.size()).toArray();
    int rows = (int) Math.max(1, CHUNK / Math.max(1, field.type().elements()));
    TensorType chunk = field.batched(Math.min(rows, Math.max(1, all.length)));
    try (HostBuffer host = backend.allocateHost(chunk.type(), chunk.elements())) {
      for (int from = 0; from < all.length; from += rows) {
        int count = Math.min(rows, all.length - from);
        examples.copy(field, all, from, count, host);
        backend.upload(host, tensor.slice(from, from + count)).await();
      }
    }
  }

  @Override
  public Node field(BatchFields fields, String name, TensorType type) {
    if (name.equals(Numbers.NAME)) {
      return fields.graph().input(name, type);
    }
    View tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "The field '%s' is not on the device, only %s".formatted(name, tensors.keySet()));
    }
    Node numbers = fields.of(Numbers.NAME, Numbers.FIELD.batched(fields.examples()));
    TensorType whole = new TensorType(tensor.type(), tensor.shape());
    Node table = fields.graph().variable(PREFIX + name, whole);
    long elements = type.elements() / fields.examples();
    return Gather.beginnings(table, numbers, elements).named(name);
  }

  @Override
  public Map<String, View> state() {
    Map<String, View> state = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> state.put(PREFIX + name, tensor));
    return state;
  }

  /**
   * The batches of a set that was selected from these examples.
   *
   * @throws IllegalArgumentException if it is of others
   */
  @Override
  public Batches batches(
      Backend backend, Dataset dataset, List<Field> fields, int size, LengthBuckets buckets) {
    if (dataset.examples() != examples) {
      throw new IllegalArgumentException(
          "The data set is of other examples than those that are on the device");
    }
    int[] numbers = IntStream.range(0, dataset.size()).map(dataset::origin).toArray();
    Dataset selected = Dataset.of(new Numbers(examples.size())).select(numbers);
    return new Batches(backend, selected, selected.fields(), size, buckets);
  }

  @Override
  public void close() {
    resources.close();
  }

  /** Examples of which nothing but their numbers is copied. */
  private record Numbers(int size) implements Examples {
    static final String NAME = "number of the example";
    static final Field FIELD = Field.input(NAME, new TensorType(DType.I32, Shape.of()));

    @Override
    public List<Field> fields() {
      return List.of(FIELD);
    }

    @Override
    public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
      to.put(0, order, from, count);
    }
  }
}
