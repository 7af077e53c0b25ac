package dev.trine.nn;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import dev.trine.graph.Split;
import dev.trine.graph.Stack;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.Reduce;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What training makes small: the sum of losses, each of one output of the network against one field
 * of the data, divided by the weights of the examples. Where losses give weights of their own,
 * those of the first count. Parameters that no loss depends on have no gradient, but they decay.
 *
 * <p>If examples have a weight for each step, every output is a sequence of as many steps, of which
 * each is measured as an example is, and the sums are divided by the weights of all steps.
 *
 * @param weights the field with a weight for each example; null if all weigh 1
 * @param steps the shape of an example's weights, with which the shape of every output begins: of
 *     rank 0 for a single weight, [time] for one a step
 */
public record Objective(List<Term> terms, String weights, Shape steps) implements Serializable {
  /**
   * A loss of one output.
   *
   * @param target the field that says what the output should be; null for a loss without target
   * @param factor what the loss is multiplied by in the sum, above 0
   */
  public record Term(String output, String target, Loss loss, double factor)
      implements Serializable {
    public Term {
      if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "The factor of the loss of '%s' is %s, expected a finite number above 0"
                .formatted(output, factor));
      }
      if (loss.hasTarget() != (target != null)) {
        throw new IllegalArgumentException(
            "The loss of '%s' %s a target, but its target is %s"
                .formatted(
                    output,
                    loss.hasTarget() ? "takes" : "is without",
                    target == null ? "null: name a field" : "'" + target + "': give null"));
      }
    }

    private Object comparison() {
      return Arrays.asList(output, target);
    }
  }

  /** Losses by a single weight for each example, or by none. */
  public Objective(List<Term> terms, String weights) {
    this(terms, weights, Shape.of());
  }

  /** Copies its list. */
  public Objective {
    terms = List.copyOf(terms);
    if (terms.isEmpty()) {
      throw new IllegalArgumentException("The objective has no loss");
    }
    long pairs = terms.stream().map(Term::comparison).distinct().count();
    if (pairs < terms.size()) {
      throw new IllegalArgumentException(
          "The objective has two losses of one output against one target: %s".formatted(terms));
    }
  }

  /** A loss of the only output against the field {@link Dataset#TARGETS}; all examples weigh 1. */
  public static Objective of(Network network, Loss loss) {
    String target = loss.hasTarget() ? Dataset.TARGETS : null;
    Term term = new Term(network.onlyOutput(), target, loss, 1);
    return new Objective(List.of(term), null);
  }

  /**
   * Losses of all outputs against what a set has for them, by the weights that it has: one for each
   * example, or one for each step.
   *
   * @param chosen by output; of others the {@linkplain Loss#suiting usual} one is taken
   * @throws IllegalArgumentException if there is no such output, or no target for one
   */
  public static Objective of(Network network, Dataset dataset, Map<String, Loss> chosen) {
    for (String output : chosen.keySet()) {
      network.output(output);
    }
    List<Term> terms = new ArrayList<>();
    for (String output : network.outputs()) {
      Loss loss = chosen.get(output);
      if (loss != null && !loss.hasTarget()) {
        terms.add(new Term(output, null, loss, 1));
        continue;
      }
      Field target = target(network, dataset, output);
      terms.add(new Term(output, target.name(), loss == null ? Loss.suiting(target) : loss, 1));
    }
    return weights(dataset)
        .map(field -> new Objective(terms, field.name(), field.type().shape()))
        .orElse(new Objective(terms, null));
  }

  /** The usual losses of all outputs, as {@link #of(Network, Dataset, Map)}. */
  public static Objective suiting(Network network, Dataset dataset) {
    return of(network, dataset, Map.of());
  }

  /**
   * The field that says what an output should be: that of its name, or the only target for the only
   * output.
   *
   * @throws IllegalArgumentException if there is none
   */
  static Field target(Network network, Dataset dataset, String output) {
    List<Field> targets = dataset.targets();
    for (Field target : targets) {
      if (target.name().equals(output)) {
        return target;
      }
    }
    if (targets.size() == 1 && network.outputs().size() == 1) {
      return targets.get(0);
    }
    throw new IllegalArgumentException(
        "No target of the data set is called '%s', as the output is: it has %s; call one so, or say by an Objective what the output is compared with"
            .formatted(output, targets.stream().map(Field::name).toList()));
  }

  /** The field with the weights of a set's examples, or of their steps. */
  static Optional<Field> weights(Dataset dataset) {
    return dataset.fields().stream().filter(field -> field.role() == Field.Role.WEIGHT).findFirst();
  }

  /** The fields of a set that this takes, and the network with it. */
  public List<Field> fields(Network network, Dataset dataset) {
    Set<String> names = new LinkedHashSet<>();
    network.inputs().forEach(input -> names.add(input.name()));
    terms.stream().map(Term::target).filter(Objects::nonNull).forEach(names::add);
    if (weights != null) {
      names.add(weights);
    }
    return names.stream().map(dataset::field).toList();
  }

  /**
   * What is measured of each example: {@code loss}, its {@code weight}; with accuracy {@code
   * accuracy}; of several terms these are called {@code digit loss} and {@code digit accuracy},
   * after their outputs, or {@code digit to image loss} where one has several targets.
   */
  public List<String> measures() {
    List<String> names = new ArrayList<>(List.of("loss", "weight"));
    boolean single = terms.size() == 1;
    for (Term term : terms) {
      String prefix = single ? "" : nameOf(term) + " ";
      if (!single) {
        names.add(prefix + "loss");
      }
      if (term.loss.hasAccuracy()) {
        names.add(prefix + "accuracy");
      }
    }
    return Collections.unmodifiableList(names);
  }

  private String nameOf(Term term) {
    boolean isOnly = terms.stream().filter(one -> one.output.equals(term.output)).count() == 1;
    return isOnly || term.target == null ? term.output : term.output + " to " + term.target;
  }

  /**
   * Adds the losses to a graph.
   *
   * @param outputs of the network by name
   */
  public Measured measure(Map<String, Node> outputs, BatchFields fields) {
    Shape there = weights == null ? steps : fields.ofExample(weights, steps);
    long weighted = fields.examples() * there.elements();
    List<Node> each = new ArrayList<>();
    for (Term term : terms) {
      Node output = ofSteps(term, outputs.get(term.output), there);
      TensorType target = term.loss.target(output.shape());
      Node wanted = term.target == null ? null : fields.of(term.target, target);
      each.add(sums(term.loss.measures(output, wanted), weighted));
    }
    Node all = terms.size() == 1 ? scaled(each.get(0), terms.get(0).factor) : together(each);
    if (weights != null) {
      Node weight = fields.of(weights, TensorType.f32(weighted));
      all = Elementwise.multiply(all, Reshape.reshape(weight, Shape.of(1, weighted)));
    }
    all = sums(all, fields.examples());
    Node total = terms.size() == 1 ? all : rows(all).get(Loss.LOSS);
    return new Measured(all, total);
  }

  /** An output as a batch of what has a weight: [batch, steps…, …] as [batch·steps, …]. */
  private Node ofSteps(Term term, Node output, Shape steps) {
    Shape shape = output.shape();
    long[] all = shape.dimensions();
    int from = 1 + steps.rank();
    if (from > all.length || !Shape.of(Arrays.copyOfRange(all, 1, from)).equals(steps)) {
      throw new IllegalArgumentException(
          "The weights '%s' are %s an example, but the output '%s' is %s, which does not begin so; give it a weight for each step, or one for each example"
              .formatted(weights, steps, term.output, shape.example()));
    }
    Shape one = Shape.of(Arrays.copyOfRange(all, from, all.length));
    return Reshape.reshape(output, one.batched(all[0] * steps.elements()));
  }

  /** What was measured of parts, [measures, count·parts], as sums, [measures, count]. */
  private static Node sums(Node measures, long count) {
    long kinds = measures.shape().dimension(0);
    long rows = measures.shape().dimension(1);
    return rows == count
        ? measures
        : Reduce.sum(measures, kinds * count, rows / count, 1, Shape.of(kinds, count));
  }

  /** What a loss measures, times a factor of its own. */
  private static Node scaled(Node measures, double factor) {
    if (factor == 1) {
      return measures;
    }
    List<Node> rows = new ArrayList<>(rows(measures));
    rows.set(Loss.LOSS, Elementwise.multiply(rows.get(Loss.LOSS), factor));
    return Stack.stack(rows);
  }

  /** The sum of the losses, the weight of the first, and then what each measures. */
  private Node together(List<Node> each) {
    List<List<Node>> measured = each.stream().map(Objective::rows).toList();
    List<Node> rows = new ArrayList<>();
    Node total = null;
    for (int i = 0; i < each.size(); i++) {
      List<Node> own = measured.get(i);
      Node loss = Elementwise.multiply(own.get(Loss.LOSS), terms.get(i).factor);
      total = total == null ? loss : Elementwise.add(total, loss);
      rows.add(own.get(Loss.LOSS));
      rows.addAll(own.subList(Loss.CORRECT, own.size()));
    }
    rows.add(Loss.LOSS, total);
    rows.add(Loss.WEIGHT, measured.get(0).get(Loss.WEIGHT));
    return Stack.stack(rows);
  }

  private static List<Node> rows(Node measures) {
    return Split.unstack(measures);
  }

  /**
   * What an objective adds to a graph.
   *
   * @param all F32 [measures, examples], in the order of {@link #measures}
   * @param total what has the gradient, F32 […, examples]: all where there is one loss
   */
  public record Measured(Node all, Node total) {}
}
