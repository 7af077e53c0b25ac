package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A network layer by layer, for people who look at one and for estimates of what it takes. */
public record NetworkSummary(List<Row> rows) {
  /**
   * A layer.
   *
   * @param kind as its JSON has it
   * @param inputs the shape of each value that it takes, of one example
   * @param outputs the shape of each value that it gives, of one example
   * @param parameters its own; none if it shares those of another
   */
  public record Row(
      Vertex vertex,
      String kind,
      List<Shape> inputs,
      List<Shape> outputs,
      List<Parameter> parameters) {
    /** How many numbers all parameters have. */
    public long elements() {
      return parameters.stream().mapToLong(parameter -> parameter.shape().elements()).sum();
    }

    /** How many numbers the parameters of a role have. */
    public long elements(Parameter.Role role) {
      return parameters.stream()
          .filter(parameter -> parameter.role() == role)
          .mapToLong(parameter -> parameter.shape().elements())
          .sum();
    }
  }

  public NetworkSummary {
    rows = List.copyOf(rows);
  }

  /**
   * @param values of inputs and layers by name, for a batch of one
   */
  static NetworkSummary of(Network network, Map<String, Node> values, List<Parameter> parameters) {
    List<Row> rows = new ArrayList<>();
    for (Vertex vertex : network.layers()) {
      List<Shape> inputs = vertex.inputs().stream().map(name -> example(values.get(name))).toList();
      List<Shape> outputs = new ArrayList<>();
      String output = Vertex.output(vertex.name(), 0);
      for (int i = 1; values.containsKey(output); i++) {
        outputs.add(example(values.get(output)));
        output = Vertex.output(vertex.name(), i);
      }
      String path = vertex.name() + "/";
      List<Parameter> own = parameters.stream().filter(p -> p.name().startsWith(path)).toList();
      rows.add(new Row(vertex, LayerJson.nameOf(vertex.layer()), inputs, outputs, own));
    }
    return new NetworkSummary(rows);
  }

  private static Shape example(Node value) {
    return value.shape().example();
  }
}
