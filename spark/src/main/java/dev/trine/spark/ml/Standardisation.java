package dev.trine.spark.ml;

import dev.trine.nn.Layers;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Scale;
import dev.trine.nn.Vertex;
import dev.trine.spark.DetachedModel;
import dev.trine.spark.RowInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** The mean and standard deviation of labels, without which they are learnt. */
record Standardisation(double mean, double deviation) {
  /**
   * The layer that a network ends with to give what it was trained on in its own unit; with a
   * number behind it where another layer is called so.
   */
  private static final String LAST = "original units";

  /** Those of a column. Labels that are all the same have a deviation of 1. */
  static Standardisation of(Dataset<Row> rows, String label) {
    Row found =
        rows.select(
                functions.avg(RowInput.column(label)).cast("double"),
                functions.stddev_pop(RowInput.column(label)).cast("double"))
            .first();
    double mean = found.isNullAt(0) ? Double.NaN : found.getDouble(0);
    double deviation = found.isNullAt(1) ? Double.NaN : found.getDouble(1);
    if (!Double.isFinite(mean) || !Double.isFinite(deviation)) {
      return new Standardisation(0, 1); // the row that makes it so is refused when it is read
    }
    return new Standardisation(mean, deviation == 0 ? 1 : deviation);
  }

  /** Features, and labels of mean 0 and deviation 1. */
  Dataset<Row> applied(Dataset<Row> rows, String features, String label) {
    return rows.select(
        RowInput.column(features),
        RowInput.column(label).cast("double").minus(mean).divide(deviation).as(label));
  }

  /** A model that was trained on such labels, with a last layer for the way back. */
  DetachedModel inverted(Model model) {
    Network trained = model.network();
    List<Vertex> layers = new ArrayList<>(trained.layers());
    String last = free(trained);
    layers.add(
        new Vertex(last, Layers.scale(deviation, mean), last, List.of(trained.onlyOutput())));
    Network whole = new Network(trained.inputs(), layers, List.of(last), trained.frozen());
    try (Model answering = model.with(whole)) {
      return DetachedModel.of(answering);
    }
  }

  /** A network that may be of an earlier regressor, which then has that layer no more. */
  static Network without(Network network) {
    String output = network.onlyOutput();
    for (Vertex vertex : network.layers()) {
      if (vertex.name().equals(output)
          && output.startsWith(LAST)
          && vertex.layer() instanceof Scale) {
        List<Vertex> others = new ArrayList<>(network.layers());
        others.remove(vertex);
        return new Network(network.inputs(), others, vertex.inputs(), network.frozen());
      }
    }
    return network;
  }

  /** A name that neither an input nor a layer has. */
  private static String free(Network network) {
    Set<String> taken = new HashSet<>();
    network.inputs().forEach(input -> taken.add(input.name()));
    network.layers().forEach(layer -> taken.add(layer.name()));
    String name = LAST;
    for (int number = 2; taken.contains(name); number++) {
      name = LAST + " " + number;
    }
    return name;
  }
}
