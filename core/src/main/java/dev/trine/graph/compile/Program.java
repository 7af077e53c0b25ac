package dev.trine.graph.compile;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.internal.Scratch;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Input;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Store;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph made ready to run on a backend any number of times: fused, planned into an arena, bound
 * and recorded. Running it allocates nothing.
 */
public final class Program implements AutoCloseable {
  private final Backend backend;
  private final Set<String> inputNames;
  private final Map<String, View> inputs;
  private final Map<Node, View> outputs;
  private final List<Application> applications;
  private final Recording recording;
  private final Resources resources;

  private Program(
      Backend backend,
      Set<String> inputNames,
      Map<String, View> inputs,
      Map<Node, View> outputs,
      List<Application> applications,
      Recording recording,
      Resources resources) {
    this.backend = backend;
    this.inputNames = inputNames;
    this.inputs = inputs;
    this.outputs = outputs;
    this.applications = applications;
    this.recording = recording;
    this.resources = resources;
  }

  /**
   * Compiles a graph.
   *
   * @param outputs values to be kept until the next run, for {@link #download}
   * @param arena holds the intermediate values; not closed with the program
   * @param owner for {@link dev.trine.backend.MemoryStats}
   */
  public static Program compile(
      Backend backend, Graph graph, List<Node> outputs, Arena arena, String owner) {
    for (Node output : outputs) {
      if (output.graph() != graph) {
        throw new IllegalArgumentException(output + " belongs to another graph");
      }
    }
    List<Application> applications = Schedule.of(graph, outputs);
    Resources resources = new Resources();
    int slabs = arena.slabs();
    try {
      Map<String, View> inputs = allocateInputs(backend, applications, owner, resources);
      Map<Node, View> views = Placement.of(applications, outputs, inputs, arena);
      List<Call> calls = new ArrayList<>();
      for (Application application : applications) {
        Op op = application.op();
        if (op.role() == Op.Role.COMPUTE || op.role() == Op.Role.EFFECT) {
          List<View> in = application.inputs().stream().map(views::get).toList();
          List<View> out = application.outputs().stream().map(views::get).toList();
          if (isDone(op, in)) {
            continue;
          }
          calls.add(resources.add(op.bind(backend, in, out)));
        }
      }
      resources.add(Scratch.attach(backend, calls, owner + " scratch"));
      Recording recording = resources.add(backend.record(calls));
      Map<Node, View> kept = new HashMap<>();
      outputs.forEach(node -> kept.put(node, views.get(node)));
      return new Program(
          backend, graph.inputNames(), inputs, kept, applications, recording, resources);
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      arena.shrink(slabs);
      if (failure instanceof OutOfDeviceMemoryException full) {
        throw growsWithBatch(full);
      }
      throw failure;
    }
  }

  /** All memory that a program asks for, unlike that of parameters and moments, is by the batch. */
  private static OutOfDeviceMemoryException growsWithBatch(OutOfDeviceMemoryException full) {
    return new OutOfDeviceMemoryException(
        full.getMessage() + " This memory grows with the batch: a smaller batch needs less.", full);
  }

  private static Map<String, View> allocateInputs(
      Backend backend, List<Application> applications, String owner, Resources resources) {
    Map<String, View> inputs = new HashMap<>();
    for (Application application : applications) {
      if (application.op() instanceof Input input) {
        TensorType type = input.type();
        Buffer buffer =
            resources.add(
                backend.allocate(type.type(), type.elements(), owner + " input " + input.name()));
        inputs.put(input.name(), buffer.view(0, type.shape()));
      }
    }
    return inputs;
  }

  /** A store whose value was computed in place has nothing left to do. */
  private static boolean isDone(Op op, List<View> in) {
    return op instanceof Store store
        && store.to().buffer() == in.get(0).buffer()
        && store.to().offset() == in.get(0).offset();
  }

  /**
   * Enqueues the upload of an input; one on which nothing depends is left out.
   *
   * @throws IllegalArgumentException if the graph has no such input
   */
  public Ticket upload(String input, HostBuffer from) {
    if (!inputNames.contains(input)) {
      throw new IllegalArgumentException(
          "There is no input '%s' among %s".formatted(input, inputNames));
    }
    View to = inputs.get(input);
    return to == null ? Ticket.DONE : backend.upload(from, to);
  }

  /** Enqueues one run. */
  public void run() {
    recording.replay();
  }

  /**
   * Enqueues the download of an output.
   *
   * @throws IllegalArgumentException if it is none of those that the program was compiled to keep
   */
  public Ticket download(Node output, HostBuffer to) {
    View view = outputs.get(output);
    if (view == null) {
      throw new IllegalArgumentException(output + " is no output of this program");
    }
    return backend.download(view, to);
  }

  /** What runs, in order, after fusion: for tests and for people. */
  public List<Application> applications() {
    return applications;
  }

  @Override
  public void close() {
    resources.close();
  }
}
