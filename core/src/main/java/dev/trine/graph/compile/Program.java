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
import dev.trine.graph.Stack;
import dev.trine.graph.Store;
import dev.trine.graph.Task;
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
   * @param state the tensors that the graph names, by their names
   * @param outputs values to be kept until the next run, for {@link #download}
   * @param arena holds the intermediate values; not closed with the program
   * @param owner for {@link dev.trine.backend.MemoryStats}
   */
  public static Program compile(
      Backend backend,
      Graph graph,
      Map<String, View> state,
      List<Node> outputs,
      Arena arena,
      String owner) {
    for (Node output : outputs) {
      if (output.graph() != graph) {
        throw new IllegalArgumentException(output + " belongs to another graph");
      }
    }
    List<Application> applications = Schedule.of(graph, outputs, backend);
    State named = new State(state);
    Resources resources = new Resources();
    int slabs = arena.slabs();
    try {
      Map<String, View> inputs = allocateInputs(backend, applications, owner, resources);
      Arena.Share share = arena.share();
      Map<Node, View> views = Placement.of(applications, outputs, inputs, named, share);
      List<BoundCall> calls = bind(backend, applications, views, named, resources);
      ScratchPlacement.attach(calls, share);
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

  private static List<BoundCall> bind(
      Backend backend,
      List<Application> applications,
      Map<Node, View> views,
      State state,
      Resources resources) {
    List<BoundCall> calls = new ArrayList<>();
    for (int i = 0; i < applications.size(); i++) {
      for (BoundCall call : bind(backend, i, applications.get(i), views, state)) {
        resources.add(call.call());
        calls.add(call);
      }
    }
    return calls;
  }

  private static List<BoundCall> bind(
      Backend backend, int position, Application application, Map<Node, View> views, State state) {
    List<View> in = application.inputs().stream().map(views::get).toList();
    List<View> out = application.outputs().stream().map(views::get).toList();
    if (application.op() instanceof Stack) {
      return copies(backend, position, application, in, out.get(0));
    }
    if (application.op() instanceof Store store) {
      View to = state.of(store, application.input(0).tensorType());
      return isSamePlace(in.get(0), to)
          ? List.of()
          : List.of(BoundCall.bind(backend, position, application, in, List.of(to)));
    }
    return application.op() instanceof Task
        ? List.of(BoundCall.bind(backend, position, application, in, out))
        : List.of();
  }

  /** Of those parts of a stack that are not where they belong. */
  private static List<BoundCall> copies(
      Backend backend, int position, Application application, List<View> parts, View whole) {
    List<BoundCall> copies = new ArrayList<>();
    long start = 0;
    for (int i = 0; i < parts.size(); i++) {
      View part = parts.get(i);
      View to = whole.part(start, part.shape());
      if (part.elements() > 0 && !isSamePlace(part, to)) {
        String name = "stack %s, %s".formatted(part.shape(), application.input(i).name());
        copies.add(BoundCall.copy(backend, position, name, part, to));
      }
      start += part.elements();
    }
    return copies;
  }

  private static boolean isSamePlace(View one, View other) {
    return one.buffer() == other.buffer() && one.byteOffset() == other.byteOffset();
  }

  /** The names of all inputs. */
  public Set<String> inputNames() {
    return inputNames;
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
