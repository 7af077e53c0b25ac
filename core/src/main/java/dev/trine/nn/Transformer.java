package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A block of a transformer's encoder (Vaswani et al. 2017, section 3.1): attention, then two dense
 * layers for each step by itself, each of them added to what goes in. It takes [batch, time,
 * width], and may be which steps are there, as {@link Attention} does, and gives [batch, time,
 * width]. Its parts are {@code attention}, {@code hidden}, {@code dense}, {@code attention-norm}
 * and {@code dense-norm}.
 *
 * @param attention of a step to all; causal for a model of what comes next
 * @param hidden units between the dense layers
 * @param activation behind the first of these
 * @param dropout of what is added, and between the dense layers
 */
public record Transformer(
    Attention attention,
    int hidden,
    @Default("GELU") Activation activation,
    @Default("0") double dropout,
    @Default("BEFORE") NormPlace norm)
    implements Stepwise {
  public Transformer {
    Objects.requireNonNull(attention, "attention");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(norm, "norm");
    Branches.check(hidden, dropout);
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    if (inputs.size() > 2) {
      throw new IllegalArgumentException(
          "transformer takes a sequence, and which of its steps are there, not %s"
              .formatted(inputs.stream().map(Node::tensorType).toList()));
    }
    Sequences.check("transformer", inputs.get(0));
    Branches branches = new Branches(scope, norm, dropout);
    Node attended = branches.add("attention", inputs.get(0), x -> attend(scope, x, inputs));
    return List.of(branches.addDense(attended, hidden, activation));
  }

  /** To itself, whether or not it was normalised. */
  private Node attend(Scope scope, Node in, List<Node> inputs) {
    List<Node> taken = new ArrayList<>(inputs);
    taken.set(0, in);
    return scope.part("attention", attention, taken).get(0);
  }
}
