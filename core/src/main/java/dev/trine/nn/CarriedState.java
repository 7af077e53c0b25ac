package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.ops.Adopt;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the layers of a model {@linkplain Scope#carried carry} from batch to batch, on the device:
 * of each of their states a row for each row of a batch. It holds nothing where they carry nothing.
 */
public final class CarriedState implements AutoCloseable {
  private static final String NOW = "carried state";
  private static final String NEXT = "next carried state";

  private final Backend backend;
  private final int rows;
  private final long elements;
  private final Resources resources = new Resources();
  private final Map<String, View> named = new LinkedHashMap<>();

  /**
   * Zeros.
   *
   * @param rows of a batch
   * @param owner of the memory
   */
  public CarriedState(Model model, int rows, String owner) {
    this.backend = model.backend();
    this.rows = rows;
    Map<String, Shape> carried = model.network().carried();
    elements = elements(carried, rows);
    if (elements == 0) {
      return;
    }
    try {
      View now = resources.allocate(backend, TensorType.f32(elements), owner);
      View next = resources.allocate(backend, TensorType.f32(elements), owner);
      named.put(NOW, now);
      named.put(NEXT, next);
      long from = 0;
      for (Map.Entry<String, Shape> one : carried.entrySet()) {
        Shape shape = ofRows(one.getValue(), rows);
        named.put(variable(one.getKey()), now.part(from, shape));
        named.put(next(one.getKey()), next.part(from, shape));
        from += shape.elements();
      }
      clear();
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  /** How many rows a state of so many elements is of; 0 for none. */
  public static int rows(Model model, long elements) {
    long ofOne = elements(model.network().carried(), 1);
    return ofOne == 0 || elements % ofOne != 0 ? 0 : Math.toIntExact(elements / ofOne);
  }

  private static long elements(Map<String, Shape> carried, int rows) {
    return carried.values().stream().mapToLong(shape -> shape.elements() * rows).sum();
  }

  private static Shape ofRows(Shape one, int rows) {
    long[] extents = one.dimensions();
    extents[0] = rows;
    return Shape.of(extents);
  }

  /** What the variable of a graph is called that holds what was carried. */
  static String variable(String name) {
    return "carried " + name;
  }

  private static String next(String name) {
    return "next carried " + name;
  }

  /** The rows of a batch. */
  public int rows() {
    return rows;
  }

  /** Begins anew, from zeros. */
  public void clear() {
    if (elements > 0) {
      try (Call clear = backend.fill(0, named.get(NOW))) {
        clear.enqueue();
      }
    }
  }

  /** What graphs name that are traced with it. */
  public Map<String, View> named() {
    return named;
  }

  /**
   * Keeps what a graph has for the next batch.
   *
   * @param carried by name
   */
  void keep(Graph graph, Map<String, Node> carried) {
    carried.forEach((name, value) -> graph.store(value, variable(name)));
  }

  /** Lays what a graph has for the next batch aside, until {@link #adopt}. */
  public void layAside(Graph graph, Model.Forward forward) {
    forward.carried().forEach((name, value) -> graph.store(value, next(name)));
  }

  /** The effect that keeps what was laid aside, if the step counts. */
  public void adopt(Graph graph, Node stepState) {
    if (elements > 0) {
      TensorType type = TensorType.f32(elements);
      Node now = graph.variable(NOW, type);
      graph.effect(new Adopt(0, elements), now, graph.variable(NEXT, type), stepState);
    }
  }

  /** What is carried, layer by layer; waits for the queue. */
  public float[] read() {
    return elements == 0 ? new float[0] : FloatCopies.read(backend, named.get(NOW));
  }

  /** Sets what {@link #read} gave. */
  public void write(float[] values) {
    FloatCopies.write(backend, "The state carried from batch to batch", named.get(NOW), values);
  }

  @Override
  public void close() {
    resources.close();
  }
}
