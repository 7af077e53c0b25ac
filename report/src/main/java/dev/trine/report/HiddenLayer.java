package dev.trine.report;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.nn.Model;
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

  /** Points in the colours of their classes; nothing if no layer is hidden. */
  List<Section> byClass(Field target) {
    return path().flatMap(this::sample).map(s -> List.of(ofClasses(s, target))).orElse(List.of());
  }

  /** Points in colours from the smallest targets to the largest. */
  List<Section> byValue(Field target) {
    return path().flatMap(this::sample).map(s -> List.of(ofFifths(s, target))).orElse(List.of());
  }

  private Section ofClasses(Sample sample, Field target) {
    int[] labels =
        IntStream.range(0, sample.examples().size())
            .map(i -> (int) sample.examples().read(target.name(), i)[0])
            .toArray();
    int classes = (int) model.network().output().elements();
    List<String> names =
        target.classes().isEmpty()
            ? IntStream.range(0, classes).mapToObj(Integer::toString).toList()
            : target.classes();
    return points(sample, labels, names);
  }

  private Section ofFifths(Sample sample, Field target) {
    double[] values =
        IntStream.range(0, sample.examples().size())
            .mapToDouble(i -> sample.examples().read(target.name(), i)[0])
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
    return points(sample, labels, names);
  }

  private Section points(Sample sample, int[] labels, List<String> names) {
    String path = path().orElseThrow();
    float[][] hidden = model.activations(sample.examples(), path);
    String caption =
        "What '%s' gives, %s numbers, for %s examples"
            .formatted(path, Numbers.text(hidden[0].length), Numbers.text(hidden.length));
    return Points.projected(caption, hidden, labels, names);
  }

  /** Few enough examples that what the layer gives for them fits; nothing if one is too much. */
  private Optional<Sample> sample(String path) {
    int each = model.activations(test.select(0), path)[0].length;
    int most = Math.min(MOST_EXAMPLES, MOST_NUMBERS / Math.max(1, each));
    return most == 0 ? Optional.empty() : Optional.of(Sample.ofAtMost(test, most));
  }

  /** Of the layer before the last one with weights, going back from the output. */
  private Optional<String> path() {
    String value = model.network().onlyOutput();
    while (true) {
      Optional<Vertex> vertex = vertex(value);
      if (vertex.isEmpty()) {
        return Optional.empty();
      }
      String before = vertex.get().inputs().get(0);
      if (hasWeights(vertex.get())) {
        return vertex(before).isPresent() ? Optional.of(before) : Optional.empty();
      }
      value = before;
    }
  }

  private Optional<Vertex> vertex(String value) {
    String name = value.contains(":") ? value.substring(0, value.indexOf(':')) : value;
    return model.network().layers().stream().filter(v -> v.name().equals(name)).findFirst();
  }

  private boolean hasWeights(Vertex vertex) {
    String prefix = vertex.weights() + "/";
    return model.layout().parameters().stream()
        .anyMatch(parameter -> parameter.name().startsWith(prefix));
  }
}
