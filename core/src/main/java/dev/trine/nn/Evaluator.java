package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.data.Batch;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures a model on sets; keeps its programs, so that measuring again costs only the run. */
public final class Evaluator implements AutoCloseable {
  /** Examples a batch; bounds memory, changes no result beyond rounding. */
  private static final int BATCH = 1024;

  private final Model model;
  private final Loss loss;
  private final MetricTotals totals;
  private final ProgramCache programs = new ProgramCache(this::compile);

  public Evaluator(Model model, Loss loss) {
    this.model = model;
    this.loss = loss;
    this.totals = new MetricTotals(model.backend(), loss, "evaluation");
  }

  /**
   * Loss and accuracy of the model as it is now.
   *
   * @throws IllegalArgumentException if the set is empty or does not fit the network
   */
  public Evaluation evaluate(Dataset dataset) {
    DatasetCheck.check(model.network(), dataset, loss);
    Backend backend = model.backend();
    int[] order = IntStream.range(0, dataset.size()).toArray();
    totals.clear();
    try (Batches batches = new Batches(backend, dataset, BATCH)) {
      batches.forEach(order, this::run);
      return totals.read().evaluation(loss, dataset.size());
    }
  }

  private void run(Batch batch) {
    Program program = programs.forBatch(batch.examples());
    batch.uploading(program.upload("features", batch.buffer("features")));
    batch.uploading(program.upload("targets", batch.buffer("targets")));
    program.run();
  }

  private Program compile(int examples) {
    Graph graph = new Graph();
    Node state = totals.stepState(graph);
    Node features =
        graph.input("features", TensorType.f32(model.network().input().batched(examples)));
    Node output = model.forward(graph, features, false, state, 0).output();
    Node target = graph.input("targets", loss.target(output.shape()));
    totals.add(graph, loss.measures(output, target));
    Map<String, View> named = model.state();
    named.putAll(totals.state());
    return Program.compile(model.backend(), graph, named, List.of(), model.arena(), "evaluation");
  }

  @Override
  public void close() {
    try (totals) {
      programs.close();
    }
  }
}
