package dev.trine.eager;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.internal.FloatCopies;
import dev.trine.graph.Constant;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Differentiator;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where tensors are made and computed with, and what closes them. Scopes nest: what is computed
 * belongs to the innermost that is open, so that intermediate values go with it and a result that
 * is to stay is {@linkplain Tensor#keep kept}.
 *
 * <p>Each computation is compiled, run once and waited for. That is for trying things, for tests
 * and for what is done once; a model is trained by a {@code TrainStep}, which compiles once.
 */
public final class TensorScope implements AutoCloseable {
  private static final String OWNER = "tensors";

  private final Backend backend;
  private final TensorScope outer;
  private final Arena arena;
  private final Set<Tensor> tensors = new LinkedHashSet<>();
  private TensorScope inner;
  private int made;
  private boolean closed;

  private TensorScope(Backend backend, TensorScope outer, Arena arena) {
    this.backend = backend;
    this.outer = outer;
    this.arena = arena;
  }

  /** The outermost scope of tensors on a backend, which stays open. */
  public static TensorScope on(Backend backend) {
    return new TensorScope(backend, null, new Arena(backend, OWNER));
  }

  /**
   * A scope within this one, to which what is computed belongs until it is closed.
   *
   * @throws IllegalStateException if there is one already
   */
  public TensorScope inner() {
    requireOpen();
    if (inner != null) {
      throw new IllegalStateException(
          "This scope has an open one within it already: open the next within that, or close it");
    }
    inner = new TensorScope(backend, this, arena);
    return inner;
  }

  /** An F32 tensor of these elements, row-major. */
  public Tensor tensor(Shape shape, float... values) {
    requireCount(shape, values.length);
    Tensor made = make(TensorType.f32(shape));
    try {
      FloatCopies.write(backend, made.toString(), made.view(), values);
    } catch (RuntimeException | Error failure) {
      made.close();
      throw failure;
    }
    return made;
  }

  /** An I32 tensor of these elements, row-major. */
  public Tensor integers(Shape shape, int... values) {
    requireCount(shape, values.length);
    Tensor made = make(new TensorType(DType.I32, shape));
    try (HostBuffer host = backend.allocateHost(DType.I32, values.length)) {
      for (int i = 0; i < values.length; i++) {
        host.set(i, values[i]);
      }
      backend.upload(host, made.view()).await();
    }
    return made;
  }

  private static void requireCount(Shape shape, int values) {
    if (values != shape.elements()) {
      throw new IllegalArgumentException(
          "A tensor of shape %s takes %s values, not %s"
              .formatted(shape, shape.elements(), values));
    }
  }

  /**
   * What a function of ops makes of tensors, in one program.
   *
   * @param function from the tensors' nodes, in their order, to that of the result
   * @throws IllegalArgumentException if an op refuses its operands, or a tensor is of another
   *     backend
   */
  public Tensor compute(Function<List<Node>, Node> function, Tensor... of) {
    return computeAll(in -> List.of(function.apply(in)), of).get(0);
  }

  /**
   * The gradient of the sum of what a function gives, by each of the tensors.
   *
   * @return of a tensor that does not matter, or of whole numbers, zeros
   */
  public List<Tensor> gradients(Function<List<Node>, Node> function, Tensor... by) {
    return computeAll(
        in -> {
          List<Node> found = Differentiator.gradients(function.apply(in), 1, in);
          List<Node> gradients = new ArrayList<>();
          for (int i = 0; i < in.size(); i++) {
            Shape shape = in.get(i).shape();
            Graph graph = in.get(i).graph();
            gradients.add(
                found.get(i) != null
                    ? found.get(i)
                    : graph.apply(new Constant(0, TensorType.f32(shape))));
          }
          return gradients;
        },
        by);
  }

  /** The same as {@link #compute}, of several results. */
  public List<Tensor> computeAll(Function<List<Node>, List<Node>> function, Tensor... of) {
    requireOpen();
    Graph graph = new Graph();
    Map<String, View> state = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (Tensor tensor : of) {
      if (tensor.scope().backend != backend) {
        throw new IllegalArgumentException(
            "%s is on %s, this scope on %s; read it there and make it here anew"
                .formatted(tensor, tensor.scope().backend.device(), backend.device()));
      }
      String name = "operand " + nodes.size();
      state.put(name, tensor.view());
      nodes.add(graph.variable(name, new TensorType(tensor.type(), tensor.shape())));
    }
    List<Node> results = function.apply(nodes);
    List<Tensor> tensors = new ArrayList<>();
    try {
      for (Node result : results) {
        Tensor tensor = make(result.tensorType());
        String name = "result " + tensors.size();
        tensors.add(tensor);
        state.put(name, tensor.view());
        graph.store(result, name);
      }
      try (Program program = Program.compile(backend, graph, state, List.of(), arena, OWNER)) {
        program.run();
        backend.synchronize();
      }
      return tensors;
    } catch (RuntimeException | Error failure) {
      tensors.forEach(Tensor::close);
      throw failure;
    }
  }

  private Tensor make(TensorType type) {
    requireOpen();
    Tensor tensor = new Tensor(this, OWNER + " " + made++, backend.allocate(type, OWNER));
    tensors.add(tensor);
    return tensor;
  }

  Backend backend() {
    return backend;
  }

  TensorScope innermost() {
    return inner == null ? this : inner.innermost();
  }

  /** Gives a tensor to the scope around. */
  TensorScope handOver(Tensor tensor) {
    if (outer == null) {
      throw new IllegalStateException(
          "%s belongs to the outermost scope: nothing outlives that".formatted(tensor));
    }
    tensors.remove(tensor);
    outer.tensors.add(tensor);
    return outer;
  }

  void forget(Tensor tensor) {
    tensors.remove(tensor);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("This scope of tensors is closed");
    }
  }

  /** Closes the scopes within this one and all their tensors; a second time does nothing. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (inner != null) {
      inner.close();
    }
    closed = true;
    List.copyOf(tensors).forEach(Tensor::close);
    if (outer == null) {
      arena.close();
    } else {
      outer.inner = null;
    }
  }
}
