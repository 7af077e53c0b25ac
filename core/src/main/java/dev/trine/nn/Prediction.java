package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Runs a model over a set and collects what it gives. */
final class Prediction {
  private static final int BATCH = 1024;

  private Prediction() {}

  static float[][] of(Model model, Dataset dataset) {
    DatasetCheck.checkFeatures(model.network(), dataset);
    Backend backend = model.backend();
    int width = Math.toIntExact(model.network().output().elements());
    float[][] results = new float[dataset.size()][width];
    List<Field> features = List.of(dataset.field("features"));
    Map<Integer, Node> outputs = new HashMap<>();
    int[] order = IntStream.range(0, dataset.size()).toArray();
    int[] done = {0};
    try (ProgramCache programs = new ProgramCache(examples -> compile(model, examples, outputs));
        HostBuffer host = backend.allocateHost(DType.F32, (long) BATCH * width);
        Batches batches = new Batches(backend, dataset, features, BATCH)) {
      batches.forEach(
          order,
          batch -> {
            Program program = programs.forBatch(batch.examples());
            batch.uploading(program.upload("features", batch.buffer("features")));
            program.run();
            program.download(outputs.get(batch.examples()), host).await();
            for (int i = 0; i < batch.examples(); i++) {
              host.get((long) i * width, results[done[0]++], 0, width);
            }
          });
    }
    return results;
  }

  private static Program compile(Model model, int examples, Map<Integer, Node> outputs) {
    Graph graph = new Graph();
    Node features =
        graph.input("features", TensorType.f32(model.network().input().batched(examples)));
    Node output = model.forward(graph, features, false, null, 0).output();
    outputs.put(examples, output);
    return Program.compile(
        model.backend(), graph, model.state(), List.of(output), model.arena(), "prediction");
  }
}
