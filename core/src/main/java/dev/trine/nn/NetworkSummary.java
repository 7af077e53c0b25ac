package dev.trine.nn;

import dev.trine.graph.Node;
import dev.trine.io.TextTable;
import dev.trine.tensor.Shape;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A network layer by layer, for people who look at one and for estimates of what it takes. As text
 * it is a table: a line for each input and layer, and one of all parameters.
 *
 * @param inputs what it takes
 * @param rows its layers
 */
public record NetworkSummary(List<Network.Input> inputs, List<Row> rows) {
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
    inputs = List.copyOf(inputs);
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
    return new NetworkSummary(network.inputs(), rows);
  }

  @Override
  public String toString() {
    TextTable table = new TextTable().row("LAYER", "KIND", "OUTPUT", "PARAMETERS");
    for (Network.Input input : inputs) {
      table.row(input.name(), "input", extents(List.of(input.type().shape())), "");
    }
    for (Row row : rows) {
      table.row(row.vertex().name(), row.kind(), extents(row.outputs()), count(row.elements()));
    }
    long elements = rows.stream().mapToLong(Row::elements).sum();
    return table.row("all", "", "", count(elements)).toString();
  }

  /** Such as {@code 28 x 28 x 32}. */
  private static String extents(List<Shape> shapes) {
    return shapes.stream()
        .map(
            shape ->
                Arrays.stream(shape.dimensions())
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(" x ")))
        .collect(Collectors.joining(", "));
  }

  private static String count(long value) {
    return NumberFormat.getIntegerInstance(Locale.ROOT).format(value);
  }

  private static Shape example(Node value) {
    return value.shape().example();
  }
}
