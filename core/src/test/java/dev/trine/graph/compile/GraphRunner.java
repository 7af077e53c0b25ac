package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.graph.Effect;
import dev.trine.graph.Graph;
import dev.trine.graph.Node;
import dev.trine.graph.Value;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs graphs and reads tensors in full double precision. */
public final class GraphRunner {
  private GraphRunner() {}

  /** The values of some nodes of a graph without state, given its inputs. */
  public static List<double[]> of(
      Backend backend, Graph graph, Map<String, double[]> inputs, List<Node> outputs) {
    return of(backend, graph, Map.of(), inputs, outputs);
  }

  /** The values of some nodes of a graph, given its state and inputs. */
  public static List<double[]> of(
      Backend backend,
      Graph graph,
      Map<String, View> state,
      Map<String, double[]> inputs,
      List<Node> outputs) {
    try (Arena arena = new Arena(backend, "arena");
        Program program = Program.compile(backend, graph, state, outputs, arena, "test")) {
      return run(backend, program, graph, inputs, outputs);
    }
  }

  public static List<double[]> run(
      Backend backend,
      Program program,
      Graph graph,
      Map<String, double[]> inputs,
      List<Node> outputs) {
    inputs.forEach((name, values) -> upload(backend, program, name, values, type(graph, name)));
    program.run();
    List<double[]> results = new ArrayList<>();
    for (Node output : outputs) {
      double[] values = new double[(int) output.shape().elements()];
      try (HostBuffer host = backend.allocateHost(output.type(), values.length)) {
        program.download(output, host).await();
        read(host, values);
      }
      results.add(values);
    }
    return results;
  }

  /** All nodes that a program computes, so that nothing is fused, elided or put in place. */
  public static List<Node> all(Graph graph) {
    return graph.applications().stream()
        .filter(a -> !(a.op() instanceof Value || a.op() instanceof Effect))
        .flatMap(a -> a.outputs().stream())
        .toList();
  }

  public static double[] read(Backend backend, View view) {
    double[] values = new double[(int) view.elements()];
    try (HostBuffer host = backend.allocateHost(view.type(), values.length)) {
      backend.download(view, host).await();
      read(host, values);
    }
    return values;
  }

  public static void write(Backend backend, View view, double... values) {
    try (HostBuffer host = backend.allocateHost(view.type(), values.length)) {
      fill(host, values);
      backend.upload(host, view).await();
    }
  }

  private static void upload(
      Backend backend, Program program, String name, double[] values, DType type) {
    try (HostBuffer host = backend.allocateHost(type, values.length)) {
      fill(host, values);
      program.upload(name, host).await();
    }
  }

  private static DType type(Graph graph, String input) {
    return graph.applications().stream()
        .flatMap(a -> a.outputs().stream())
        .filter(
            node ->
                node.producer().op() instanceof dev.trine.graph.Input in && in.name().equals(input))
        .findFirst()
        .orElseThrow()
        .type();
  }

  private static void fill(HostBuffer host, double[] values) {
    for (int i = 0; i < values.length; i++) {
      host.set(i, values[i]);
    }
  }

  private static void read(HostBuffer host, double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = host.get(i);
    }
  }
}
