package dev.trine.conformance.transfer;

import static dev.trine.graph.Reshape.reshape;
import static dev.trine.graph.ops.Elementwise.add;
import static dev.trine.graph.ops.Elementwise.multiply;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.compile.Arena;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A program of two inputs, what is done to it, and what it gave. It halves a state and adds one
 * input, its halves exchanged, and the other, which it reads under another shape: so that each
 * value tells of the inputs of all runs and of their order. All of it is exact.
 */
final class SlotRun implements AutoCloseable {
  private static final int HALF = 1 << 11;
  private static final Shape SHAPE = Shape.of(2 * HALF);
  private static final TensorType TYPE = TensorType.f32(SHAPE);

  private final Backend backend;
  private final Resources resources = new Resources();
  private final Program program;
  private final Node next;
  private final Node part;
  private final List<Ticket> uploads = new ArrayList<>();
  private final List<HostBuffer> results = new ArrayList<>();
  private final List<Ticket> downloads = new ArrayList<>();

  private SlotRun(Backend backend) {
    this.backend = backend;
    Graph graph = new Graph();
    Node state = graph.variable("state", TYPE);
    List<Node> halves = Split.split(graph.input("x", TYPE), HALF, HALF);
    Node x = Stack.concatenate(List.of(halves.get(1), halves.get(0)));
    part = halves.get(1);
    Node y = reshape(graph.input("y", TensorType.f32(HALF, 2)), SHAPE);
    next = add(multiply(state, 0.5), add(x, y));
    graph.store(next, "state");
    View place = resources.allocate(backend, TYPE, "state");
    Arena arena = resources.add(new Arena(backend, "arena"));
    program =
        resources.add(
            Program.compile(
                backend, graph, Map.of("state", place), List.of(next, part), arena, "slots"));
    backend.upload(host(SHAPE.elements()), place).await();
  }

  /**
   * What the program gave each time that it was {@linkplain #read read}.
   *
   * @param uploadsFirst whether what is waited for first, once all is enqueued, are the uploads,
   *     the last first; else what is read
   */
  static List<double[]> of(Backend backend, boolean uploadsFirst, Consumer<SlotRun> script) {
    try (SlotRun run = new SlotRun(backend)) {
      script.accept(run);
      return run.results(uploadsFirst);
    }
  }

  Program program() {
    return program;
  }

  /** Uploads from host memory of its own. */
  Ticket upload(String input, int value) {
    return upload(input, value, host(SHAPE.elements()));
  }

  Ticket upload(String input, int value, HostBuffer from) {
    for (int i = 0; i < SHAPE.elements(); i++) {
      from.set(i, value + i % 3);
    }
    Ticket ticket = program.upload(input, from);
    uploads.add(ticket);
    return ticket;
  }

  /** Enqueues a run and the download of what it gives. */
  void run() {
    program.run();
    read();
  }

  /** Enqueues the download of what the last run gave, and of part of an input that it read. */
  void read() {
    download(next, SHAPE.elements());
    download(part, HALF);
  }

  /** Host memory of so many zeros. */
  HostBuffer host(long elements) {
    return resources.add(backend.allocateHost(DType.F32, elements));
  }

  private void download(Node output, long elements) {
    HostBuffer to = host(elements);
    results.add(to);
    downloads.add(program.download(output, to));
  }

  private List<double[]> results(boolean uploadsFirst) {
    if (uploadsFirst) {
      Collections.reverse(uploads);
      uploads.forEach(Ticket::await);
    }
    downloads.forEach(Ticket::await);
    return results.stream().map(SlotRun::content).toList();
  }

  private static double[] content(HostBuffer host) {
    double[] content = new double[Math.toIntExact(host.elements())];
    for (int i = 0; i < content.length; i++) {
      content[i] = host.get(i);
    }
    return content;
  }

  @Override
  public void close() {
    resources.close();
  }
}
