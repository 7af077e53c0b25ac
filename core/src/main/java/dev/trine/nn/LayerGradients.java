package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.internal.Resources;
import dev.trine.data.Batch;
import dev.trine.data.BatchShape;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.Node;
import dev.trine.graph.compile.Program;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The gradient of the mean loss of a set by what a layer is and gives, see {@link
 * Model#gradients(Dataset, Objective, String)}.
 *
 * @param loss the mean itself, over the examples by their weights
 * @param parameters the gradient by each trained parameter of the layer and of its parts, by name,
 *     row-major
 * @param activations the gradient by what the layer gives for each example of the set, row-major;
 *     none of a single parameter, which gives nothing
 */
public record LayerGradients(double loss, Map<String, float[]> parameters, float[][] activations) {
  static LayerGradients of(Model model, Dataset dataset, Objective objective, String path) {
    DatasetCheck.check(model.network(), dataset, objective);
    try (Pass pass = new Pass(model, objective, path)) {
      return pass.over(dataset);
    }
  }

  /** Batch by batch; sums are on the host, where nothing is lost of those of many batches. */
  private static final class Pass implements AutoCloseable {
    private final Model model;
    private final Objective objective;
    private final String path;
    private final Resources resources = new Resources();
    private final Map<BatchShape, GradientProgram> compiled = new HashMap<>();
    private final CarriedStates carried;
    private final ProgramCache programs;
    private final Map<String, double[]> parameters = new LinkedHashMap<>();
    private final List<double[]> activations = new ArrayList<>();
    private double loss;
    private double weight;

    Pass(Model model, Objective objective, String path) {
      this.model = model;
      this.objective = objective;
      this.path = path;
      this.carried = resources.add(new CarriedStates(model, "gradients"));
      this.programs = resources.add(new ProgramCache(this::compile));
    }

    private Program compile(BatchShape shape) {
      GradientProgram made =
          GradientProgram.compile(model, objective, path, shape, carried.ofRows(shape.examples()));
      compiled.put(shape, made);
      return made.program();
    }

    LayerGradients over(Dataset dataset) {
      List<Field> fields = objective.fields(model.network(), dataset);
      Backend backend = model.backend();
      int[] order = IntStream.range(0, dataset.size()).toArray();
      try (Batches batches = new Batches(backend, dataset, fields, PassSize.of(dataset, fields))) {
        batches.forEach(order, this::add);
      }
      Map<String, float[]> ofParameters = new LinkedHashMap<>();
      parameters.forEach((name, sums) -> ofParameters.put(name, mean(sums)));
      return new LayerGradients(
          loss / weight,
          ofParameters,
          activations.stream().map(this::mean).toArray(float[][]::new));
    }

    private void add(Batch batch) {
      Program program = programs.run(batch);
      GradientProgram nodes = compiled.get(batch.shape());
      double[] measures = read(program, nodes.measures());
      for (int i = 0; i < batch.examples(); i++) {
        loss += measures[Loss.LOSS * batch.examples() + i];
        weight += measures[Loss.WEIGHT * batch.examples() + i];
      }
      nodes
          .parameters()
          .forEach(
              (name, gradient) ->
                  parameters.merge(name, read(program, gradient), LayerGradients::plus));
      if (nodes.activation() != null) {
        double[] all = read(program, nodes.activation());
        int width = all.length / batch.examples();
        for (int i = 0; i < batch.examples(); i++) {
          activations.add(Arrays.copyOfRange(all, i * width, (i + 1) * width));
        }
      }
    }

    private double[] read(Program program, Node node) {
      double[] values = new double[Math.toIntExact(node.shape().elements())];
      try (HostBuffer host = model.backend().allocateHost(DType.F32, values.length)) {
        program.download(node, host).await();
        for (int i = 0; i < values.length; i++) {
          values[i] = host.get(i);
        }
      }
      return values;
    }

    /** 0 where nothing has weight. */
    private float[] mean(double[] sums) {
      float[] mean = new float[sums.length];
      for (int i = 0; i < mean.length; i++) {
        mean[i] = (float) (weight > 0 ? sums[i] / weight : 0);
      }
      return mean;
    }

    @Override
    public void close() {
      resources.close();
    }
  }

  private static double[] plus(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += b[i];
    }
    return a;
  }
}
