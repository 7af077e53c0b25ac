package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.nn.Model;
import dev.trine.nn.NetworkSummary;
import dev.trine.nn.Vertex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What comes to the last layer that has weights: examples as it sees them. */
final class HiddenLayer {
  private static final int MOST_EXAMPLES = 1000;
  private static final int MOST_NUMBERS = 1 << 22;

  /** Groups of equally many examples, for targets that are numbers. */
  private static final int FIFTHS = 5;

  private final Model model;
  private final Dataset test;

  HiddenLayer(Model model, Dataset test) {
    this.model = model;
    this.test = test;
  }

  /** What the layer gives for some examples. */
  private record Seen(String path, Dataset examples, float[][] values) {}

  /** Points in the colours of their classes; nothing if no layer is hidden. */
  List<Section> byClass(Field target) {
    return seen().map(seen -> ofClasses(seen, target)).stream().toList();
  }

  /** Points in colours from the smallest targets to the largest. */
  List<Section> byValue(Field target) {
    return seen().map(seen -> ofFifths(seen, target)).stream().toList();
  }

  private Section ofClasses(Seen seen, Field target) {
    int[] labels =
        IntStream.range(0, seen.examples().size())
            .map(i -> (int) seen.examples().read(target.name(), i)[0])
            .toArray();
    int classes = (int) model.network().output().elements();
    List<String> names =
        target.classes().isEmpty()
            ? IntStream.range(0, classes).mapToObj(Integer::toString).toList()
            : target.classes();
    return points(seen, labels, names);
  }

  private Section ofFifths(Seen seen, Field target) {
    double[] values =
        IntStream.range(0, seen.examples().size())
            .mapToDouble(i -> seen.examples().read(target.name(), i)[0])
            .toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] ends =
        IntStream.rangeClosed(0, FIFTHS)
            .mapToDouble(k -> sorted[(int) Math.round((double) k * (sorted.length - 1) / FIFTHS)])
            .toArray();
    int[] labels = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      while (labels[i] < FIFTHS - 1 && values[i] >= ends[labels[i] + 1]) {
        labels[i]++;
      }
    }
    List<String> names =
        IntStream.range(0, FIFTHS)
            .mapToObj(k -> "%s to %s".formatted(Numbers.text(ends[k]), Numbers.text(ends[k + 1])))
            .toList();
    return points(seen, labels, names);
  }

  private static Section points(Seen seen, int[] labels, List<String> names) {
    float[][] hidden = seen.values();
    String caption =
        "What '%s' gives, %s numbers, for %s examples"
            .formatted(seen.path(), Numbers.text(hidden[0].length), Numbers.text(hidden.length));
    return Points.projected(caption, hidden, labels, names);
  }

  /** Of few enough examples that it fits; nothing if one is too much, or no layer is hidden. */
  private Optional<Seen> seen() {
    return hidden().flatMap(this::seen);
  }

  private Optional<Seen> seen(Hidden hidden) {
    int most = (int) Math.min(MOST_EXAMPLES, MOST_NUMBERS / Math.max(1, hidden.numbers()));
    if (most == 0) {
      return Optional.empty();
    }
    Dataset examples = Sample.ofAtMost(test, most).examples();
    return Optional.of(
        new Seen(hidden.path(), examples, model.activations(examples, hidden.path())));
  }

  /** A layer, and how many numbers it gives for an example. */
  private record Hidden(String path, long numbers) {}

  /** The layer before the last one with weights, going back from the output. */
  private Optional<Hidden> hidden() {
    List<NetworkSummary.Row> rows = model.network().summary().rows();
    Optional<NetworkSummary.Row> row = row(rows, model.network().onlyOutput());
    while (row.isPresent()) {
      String before = row.get().vertex().inputs().get(0);
      if (hasWeights(row.get().vertex())) {
        long numbers = row.get().inputs().get(0).elements();
        return row(rows, before).map(hidden -> new Hidden(before, numbers));
      }
      row = row(rows, before);
    }
    return Optional.empty();
  }

  /** Of the layer that gives a value; none of an input. */
  private static Optional<NetworkSummary.Row> row(List<NetworkSummary.Row> rows, String value) {
    String name = value.contains(":") ? value.substring(0, value.indexOf(':')) : value;
    return rows.stream().filter(row -> row.vertex().name().equals(name)).findFirst();
  }

  private boolean hasWeights(Vertex vertex) {
    String prefix = vertex.weights() + "/";
    return model.layout().parameters().stream()
        .anyMatch(parameter -> parameter.name().startsWith(prefix));
  }
}
