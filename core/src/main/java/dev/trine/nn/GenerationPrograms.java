package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model made ready to go along sequences step by step: a program that sets the state of the first
 * step, by what is given for all of them, and one that is a step, whichever it is.
 */
final class GenerationPrograms implements AutoCloseable {
  private static final String OWNER = "generation";

  private final Model model;
  private final GenerationSize size;
  private final String input;
  private final boolean hasParents;
  private final Resources resources = new Resources();
  private final Map<String, HostBuffer> given = new LinkedHashMap<>();
  private final Program begin;
  private final Program step;
  private final Node scores;
  private final HostBuffer numbers;
  private final HostBuffer results;

  /** The network in a graph. */
  private record Traced(Graph graph, GenerationScope scope, Node output) {}

  /**
   * Compiles both.
   *
   * @param input that takes the words
   * @param output that gives the scores of those that come next
   * @param hasParents whether rows may go on from others
   */
  GenerationPrograms(
      Model model, GenerationSize size, String input, String output, boolean hasParents) {
    this.model = model;
    this.size = size;
    this.input = input;
    this.hasParents = hasParents;
    Backend backend = model.backend();
    Traced first = trace(output, true);
    Traced next = trace(output, false);
    checkScores(next);
    scores = next.output;
    try {
      Map<String, View> named = model.state();
      next.scope
          .state()
          .forEach((name, type) -> named.put(name, resources.allocate(backend, type, OWNER)));
      begin = compile(first.graph, named, List.of());
      step = compile(next.graph, named, List.of(scores));
      for (Network.Input other : model.network().inputs()) {
        if (!other.name().equals(input)) {
          given.put(other.name(), host(other.type().batched(size.rows())));
        }
      }
      numbers = host(TensorType.i32(StepInput.elements(size.rows(), hasParents)));
      results = host(scores.tensorType());
    } catch (RuntimeException | Error failure) {
      resources.closeAfter(failure);
      throw failure;
    }
  }

  private Traced trace(String output, boolean begins) {
    Graph graph = new Graph();
    StepInput differing = StepInput.in(graph, size.rows(), hasParents);
    Map<String, Node> inputs = new LinkedHashMap<>();
    for (Network.Input each : model.network().inputs()) {
      inputs.put(
          each.name(),
          each.name().equals(input)
              ? differing.words()
              : graph.input(each.name(), each.type().batched(size.rows())));
    }
    Map<String, Node> constants = new LinkedHashMap<>(inputs);
    constants.remove(input);
    GenerationScope scope =
        new GenerationScope(model, size, differing, begins, new HashSet<>(constants.values()));
    return new Traced(graph, scope, model.network().apply(scope, inputs).get(output));
  }

  private void checkScores(Traced traced) {
    Shape shape = traced.output.shape();
    boolean isOfStep = shape.rank() == 2 || shape.rank() == 3 && shape.dimension(1) == 1;
    if (!isOfStep || traced.scope.isConstant(traced.output)) {
      throw new IllegalArgumentException(
          "The output gives %s for each word of '%s', expected the scores of the words that may come next, [words]"
              .formatted(
                  traced.scope.isConstant(traced.output) ? "the same" : shape.example(), input));
    }
  }

  private Program compile(Graph graph, Map<String, View> named, List<Node> kept) {
    return resources.add(
        Program.compile(model.backend(), graph, named, kept, model.arena(), OWNER));
  }

  private HostBuffer host(TensorType type) {
    return resources.add(model.backend().allocateHost(type.type(), type.elements()));
  }

  /** How many words there are scores of. */
  int words() {
    return Math.toIntExact(scores.shape().dimension(-1));
  }

  /**
   * Sets the state before the first step.
   *
   * @param rows what is given for each of them, by name
   */
  void begin(List<Map<String, float[]>> rows) {
    given.forEach(
        (name, host) -> {
          for (int row = 0; row < rows.size(); row++) {
            BucketPrograms.put(host, row, rows.get(row).get(name));
          }
          begin.upload(name, host).await();
        });
    begin.run();
  }

  /**
   * Enqueues a step.
   *
   * @param words of each row
   * @param position of the step, from 0
   * @param parents the rows that they go on from; unused where each goes on from itself
   * @return when the next can be enqueued
   */
  Ticket step(int[] words, int position, int[] parents) {
    numbers.put(0, words, 0, size.rows());
    numbers.set(size.rows(), position);
    if (hasParents) {
      numbers.put(size.rows() + 1, parents, 0, size.rows());
    }
    Ticket uploaded = step.upload(StepInput.NAME, numbers);
    step.run();
    return uploaded;
  }

  /** Waits for the scores of the last step, row by row: [rows, words]. */
  void scores(float[] to) {
    step.download(scores, results).await();
    results.get(0, to, 0, to.length);
  }

  @Override
  public void close() {
    resources.close();
  }
}
