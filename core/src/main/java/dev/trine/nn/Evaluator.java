package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.data.BatchShape;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.data.LengthBuckets;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import java.util.List;
import java.util.Map;

/** Measures a model on sets; keeps its programs, so that measuring again costs only the run. */
public final class Evaluator implements AutoCloseable {
  private final Model model;
  private final Objective objective;
  private final Feed feed;
  private final MetricTotals totals;
  private final SettlingTotals settling = new SettlingTotals();
  private final CarriedStates carried;
  private final int lengthBuckets;
  private final ProgramCache programs = new ProgramCache(this::compile);

  public Evaluator(Model model, Objective objective) {
    this(model, objective, Feed.STREAMED);
  }

  /**
   * Measures on sets that come to the device in some way.
   *
   * @param feed stays open
   */
  public Evaluator(Model model, Objective objective, Feed feed) {
    this(model, objective, feed, LengthBuckets.USUAL);
  }

  /**
   * The same in other lengths.
   *
   * @param lengthBuckets shapes of batches of a {@linkplain Dataset#padded padded} set, at most
   */
  public Evaluator(Model model, Objective objective, Feed feed, int lengthBuckets) {
    this.lengthBuckets = lengthBuckets;
    this.model = model;
    this.objective = objective;
    this.feed = feed;
    this.carried = new CarriedStates(model, "evaluation");
    this.totals = new MetricTotals(model.backend(), objective, "evaluation");
  }

  /**
   * Loss and accuracy of the model as it is now.
   *
   * @throws IllegalArgumentException if the set is empty or does not fit the network
   */
  public Evaluation evaluate(Dataset dataset) {
    DatasetCheck.check(model.network(), dataset, objective);
    Backend backend = model.backend();
    totals.clear();
    settling.clear();
    carried.clear();
    List<Field> fields = objective.fields(model.network(), dataset);
    int size = Math.min(PassSize.of(dataset, fields), dataset.size());
    LengthBuckets buckets = LengthBuckets.of(dataset, size, lengthBuckets);
    PaddingCheck.check(model.network(), dataset, objective, buckets);
    try (Batches batches = feed.batches(backend, dataset, fields, size, buckets)) {
      batches.forEach(buckets.ascending(), batch -> settling.add(programs.run(batch).settlings()));
      return settling.addTo(totals.read().evaluation(dataset.size()));
    }
  }

  private Program compile(BatchShape shape) {
    Graph graph = new Graph();
    Node state = totals.stepState(graph);
    BatchFields fields = new BatchFields(graph, feed, shape);
    CarriedState before = carried.ofRows(shape.examples());
    Model.Forward forward = model.forward(fields.inputsOf(model.network()), false, state, 0, true);
    totals.add(graph, objective.measure(forward.outputs(), fields).all());
    before.keep(graph, forward.carried());
    Map<String, View> named = model.state();
    named.putAll(before.named());
    named.putAll(totals.state());
    named.putAll(feed.state());
    return Program.compile(model.backend(), graph, named, List.of(), model.arena(), "evaluation");
  }

  @Override
  public void close() {
    try (totals;
        carried) {
      programs.close();
    }
  }
}
