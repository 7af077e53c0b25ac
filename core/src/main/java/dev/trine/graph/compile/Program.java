package dev.trine.graph.compile;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.Timing;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Graph;
import dev.trine.graph.Input;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A graph made ready to run on a backend any number of times: fused, planned into an arena, bound
 * and recorded. Running it allocates nothing.
 */
public final class Program implements AutoCloseable {
  /**
   * How often {@link #profile} runs the program. The last run is the one that it tells of; while
   * those before keep the device busy, the host gets so far ahead that the device never waits for
   * it. A few, because small launches take the host a few times as long as the device.
   */
  public static final int RUNS_OF_PROFILE = 5;

  private final Backend backend;
  private final Set<String> inputNames;
  private final Map<String, View> inputs;
  private final Map<Node, View> outputs;
  private final List<Application> applications;
  private final List<BoundCall> calls;
  private final Recording recording;
  private final Resources resources;

  private Program(
      Backend backend,
      Set<String> inputNames,
      Map<String, View> inputs,
      Map<Node, View> outputs,
      List<Application> applications,
      List<BoundCall> calls,
      Recording recording,
      Resources resources) {
    this.backend = backend;
    this.inputNames = inputNames;
    this.inputs = inputs;
    this.outputs = outputs;
    this.applications = applications;
    this.calls = calls;
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
      Arena.Share share = arena.share();
      Map<Node, View> views = Placement.of(applications, outputs, inputs, share);
      SortedMap<Integer, BoundCall> bound = bind(backend, applications, views, resources);
      ScratchPlacement.attach(bound, share);
      List<BoundCall> calls = List.copyOf(bound.values());
      Recording recording =
          resources.add(backend.record(calls.stream().map(BoundCall::call).toList()));
      Map<Node, View> kept = new HashMap<>();
      outputs.forEach(node -> kept.put(node, views.get(node)));
      return new Program(
          backend, graph.inputNames(), inputs, kept, applications, calls, recording, resources);
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
        String holder = owner + " input " + input.name();
        inputs.put(input.name(), resources.allocate(backend, input.type(), holder));
      }
    }
    return inputs;
  }

  /** The calls, by the positions of their ops among the applications. */
  private static SortedMap<Integer, BoundCall> bind(
      Backend backend, List<Application> applications, Map<Node, View> views, Resources resources) {
    SortedMap<Integer, BoundCall> calls = new TreeMap<>();
    for (int i = 0; i < applications.size(); i++) {
      Application application = applications.get(i);
      Op op = application.op();
      if (op.role() == Op.Role.COMPUTE || op.role() == Op.Role.EFFECT) {
        List<View> in = application.inputs().stream().map(views::get).toList();
        List<View> out = application.outputs().stream().map(views::get).toList();
        if (!isDone(op, in)) {
          BoundCall call = BoundCall.bind(backend, application, in, out);
          resources.add(call.call());
          calls.put(i, call);
        }
      }
    }
    return calls;
  }

  /** A store whose value was computed in place has nothing left to do. */
  private static boolean isDone(Op op, List<View> in) {
    return op instanceof Store store
        && store.to().buffer() == in.get(0).buffer()
        && store.to().byteOffset() == in.get(0).byteOffset();
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
   * Runs {@link #RUNS_OF_PROFILE} times, the last of them call by call, and waits.
   *
   * @return one for each call, in the order in which they ran
   */
  public List<CallProfile> profile() {
    for (int i = 1; i < RUNS_OF_PROFILE; i++) {
      recording.replay();
    }
    List<Timing> timings = recording.profile();
    List<CallProfile> profiles = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      BoundCall call = calls.get(i);
      profiles.add(new CallProfile(call.name(), timings.get(i), call.cost()));
    }
    return profiles;
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
