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
import dev.trine.graph.Cost;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A graph made ready to run on a backend any number of times: fused, planned into an arena, bound
 * and recorded, in one segment, or in several if there are loops to fixed points. Running it
 * allocates nothing.
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
  private final Map<Node, View> outputs;
  private final List<Application> applications;
  private final List<Segment> segments;
  private final List<Repetition> repetitions;
  private final InputSlots slots;
  private final Resources resources;

  private Program(
      Backend backend,
      Set<String> inputNames,
      Map<Node, View> outputs,
      List<Application> applications,
      List<Segment> segments,
      InputSlots slots,
      Resources resources) {
    this.backend = backend;
    this.inputNames = inputNames;
    this.outputs = outputs;
    this.applications = applications;
    this.segments = segments;
    this.repetitions = segments.stream().map(Segment::repetition).filter(Objects::nonNull).toList();
    this.slots = slots;
    this.resources = resources;
  }

  /**
   * Compiles a graph.
   *
   * @param state the tensors that the graph names, by their names
   * @param outputs values to be kept until the next run, or parts of an input until its next
   *     upload, for {@link #download}
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
      InputPlaces inputs = InputPlaces.allocate(backend, applications, owner, resources);
      Arena.Share share = arena.share();
      Map<Node, View> views = Placement.of(applications, outputs, inputs.first(), named, share);
      List<BoundCall> calls = Binding.of(backend, applications, inputs, views, named, resources);
      Map<String, BoundCall> fetches = inputs.fetches(backend, resources);
      ScratchPlacement.attach(
          Stream.concat(fetches.values().stream(), calls.stream()).toList(), share);
      List<Segment> segments = Segment.of(backend, applications, calls, views, resources);
      InputSlots slots = InputSlots.of(backend, inputs, fetches, segments, resources);
      Map<Node, View> kept = new HashMap<>();
      outputs.forEach(node -> kept.put(node, views.get(node)));
      return new Program(
          backend, graph.inputNames(), kept, applications, segments, slots, resources);
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

  /** The names of all inputs. */
  public Set<String> inputNames() {
    return inputNames;
  }

  /**
   * Enqueues the upload of an input, which the runs from the next one on read; one on which nothing
   * depends is left out. Where the backend {@linkplain Backend#overlapsTransfers gains by it}, the
   * upload runs beside the runs enqueued before.
   *
   * @return when the host memory may be written again
   * @throws IllegalArgumentException if the graph has no such input
   */
  public Ticket upload(String input, HostBuffer from) {
    if (!inputNames.contains(input)) {
      throw new IllegalArgumentException(
          "There is no input '%s' among %s".formatted(input, inputNames));
    }
    return slots.upload(input, from);
  }

  /**
   * Enqueues one run, on what each input was given last. Of a program with loops it waits for each
   * of them, until that has settled or has reached its most iterations ({@link #settlings}).
   */
  public void run() {
    run(Recording::replay);
  }

  private void run(Consumer<Recording> once) {
    List<Recording> recordings = slots.recordings();
    for (int i = 0; i < segments.size(); i++) {
      segments.get(i).run(recordings.get(i), once);
    }
  }

  /** How each loop went in the last run, in order; none if the program has none, or has not run. */
  public List<Settling> settlings() {
    return repetitions.isEmpty()
        ? List.of()
        : repetitions.stream().map(Repetition::last).filter(Objects::nonNull).toList();
  }

  /**
   * Runs {@link #RUNS_OF_PROFILE} times, the last of them call by call, and waits.
   *
   * @return one for each call, in the order in which they ran; those of a loop are there as often
   *     as they ran
   */
  public List<CallProfile> profile() {
    for (int i = 1; i < RUNS_OF_PROFILE; i++) {
      run();
    }
    List<Recording> recordings = slots.recordings();
    List<CallProfile> profiles = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      List<BoundCall> calls = segments.get(i).calls();
      segments
          .get(i)
          .run(recordings.get(i), recording -> add(recording.profile(), calls, profiles));
    }
    return profiles;
  }

  private static void add(List<Timing> timings, List<BoundCall> calls, List<CallProfile> to) {
    for (int i = 0; i < calls.size(); i++) {
      BoundCall call = calls.get(i);
      to.add(new CallProfile(call.name(), timings.get(i), call.cost()));
    }
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
    return backend.download(slots.of(view), to);
  }

  /** What runs, in order, after fusion: for tests and for people. */
  public List<Application> applications() {
    return applications;
  }

  /**
   * The work that there is to the matrix products of one run, of what is repeated in one round of
   * it; on any backend the same, since a convolution is a product whether it runs as one or not.
   */
  public Cost products() {
    return segments.stream()
        .flatMap(segment -> segment.calls().stream())
        .filter(call -> isProduct(applications.get(call.position())))
        .map(BoundCall::work)
        .reduce(new Cost(0, 0), Cost::plus);
  }

  private static boolean isProduct(Application application) {
    return OperandRounding.isProduct(application) || application.op() instanceof PartialProducts;
  }

  @Override
  public void close() {
    resources.close();
  }
}
