package dev.trine.nn;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A block of a transformer's decoder (Vaswani et al. 2017, section 3.1): attention to itself, then
 * to what an encoder made, then two dense layers for each step by itself, each of them added to
 * what goes in. It takes [batch, time, width], the encoder's [batch, keys, features], and may be
 * which of the keys are there, as {@link Attention} does, and gives [batch, time, width]. Its parts
 * are those of a {@link Transformer}, {@code memory} and {@code memory-norm}.
 *
 * @param attention of a step to those before it; causal, unless all of them are known
 * @param memory the attention to the encoder's steps
 * @param hidden units between the dense layers
 * @param activation behind the first of these
 * @param dropout of what is added, and between the dense layers
 */
public record TransformerDecoder(
    Attention attention,
    Attention memory,
    int hidden,
    @Default("GELU") Activation activation,
    @Default("0") double dropout,
    @Default("BEFORE") NormPlace norm)
    implements Stepwise {
  public TransformerDecoder {
    Objects.requireNonNull(attention, "attention");
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(activation, "activation");
    Objects.requireNonNull(norm, "norm");
    Branches.check(hidden, dropout);
  }

  @Override
  public List<Node> apply(Scope scope, List<Node> inputs) {
    if (inputs.size() < 2 || inputs.size() > 3) {
      throw new IllegalArgumentException(
          "transformerDecoder takes a sequence, an encoder's, and which of the latter's steps are there, not %s"
              .formatted(inputs.stream().map(Node::tensorType).toList()));
    }
    Sequences.check("transformerDecoder", inputs.get(0));
    Branches branches = new Branches(scope, norm, dropout);
    Node itself =
        branches.add("attention", inputs.get(0), x -> scope.part("attention", attention, x));
    Node other = branches.add("memory", itself, x -> attend(scope, x, inputs));
    return List.of(branches.addDense(other, hidden, activation));
  }

  private Node attend(Scope scope, Node in, List<Node> inputs) {
    List<Node> taken = new ArrayList<>(inputs);
    taken.set(0, in);
    return scope.part("memory", memory, taken).get(0);
  }
}
