package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Several expressions for each element, computed in one pass over the inputs, where {@link
 * Elementwise} would read them once for each: what a cell of a recurrent layer makes of its gates.
 *
 * @param values what is computed, F32, one an output, at most {@value Mapping#MOST_RESULTS}
 * @param shape of every output, to which the inputs broadcast
 */
public record Formulas(List<Expression> values, Shape shape) implements Computation {
  /** Copies its list. */
  public Formulas {
    values = List.copyOf(values);
  }

  /**
   * Expressions of nodes, of which load k is the element of input k; one that is a constant becomes
   * a number of the expressions.
   *
   * @return one node an expression; the first should be one that is always needed
   * @throws IllegalArgumentException if the shapes do not go together, or there are too many inputs
   */
  public static List<Node> of(List<Expression> values, Shape shape, Node... inputs) {
    List<Node> used = new ArrayList<>();
    List<Expression> folded = new ArrayList<>();
    for (Expression value : values) {
      folded.add(
          Substitution.ofLoads(value, load -> Elementwise.fold(load, inputs[load.input()], used)));
    }
    return inputs[0].graph().applyAll(new Formulas(folded, shape), used.toArray(Node[]::new));
  }

  @Override
  public List<TensorType> outputs(List<TensorType> inputs) {
    for (Expression part : Parts.of(values)) {
      if (part instanceof Load load
          && (load.input() >= inputs.size() || inputs.get(load.input()).type() != load.stored())) {
        throw new IllegalArgumentException(
            "%s take input %s as %s, but the inputs are %s"
                .formatted(values, load.input(), load.stored(), inputs));
      }
    }
    inputs.forEach(input -> Access.broadcast(input.type(), input.shape(), shape));
    return Collections.nCopies(values.size(), TensorType.f32(shape));
  }

  @Override
  public List<Node> gradient(Application application, List<Node> outputGradients) {
    Node[] sums = new Node[application.inputs().size()];
    for (int i = 0; i < values.size(); i++) {
      Node gradient = outputGradients.get(i);
      if (gradient != null) {
        List<Node> parts =
            Elementwise.gradient(
                values.get(i), application.inputs(), application.output(i), gradient);
        for (int j = 0; j < sums.length; j++) {
          Node part = parts.get(j);
          if (part != null) {
            sums[j] = sums[j] == null ? part : Elementwise.add(sums[j], part);
          }
        }
      }
    }
    return Arrays.asList(sums);
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    long operations = Listing.of(wanted(outputs)).operations();
    return Cost.of(
        operations * shape.elements(), inputs, outputs.stream().filter(Objects::nonNull).toList());
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Access dense = Access.dense(DType.F32, shape);
    Mapping spec =
        new Mapping(
            shape,
            inputs.stream()
                .map(view -> Access.broadcast(view.type(), view.shape(), shape))
                .toList(),
            wanted(outputs).stream().map(value -> new Result(value, dense)).toList());
    return backend.map(spec, inputs, outputs.stream().filter(Objects::nonNull).toList());
  }

  /** What is computed for outputs of which some are not used. */
  private List<Expression> wanted(List<View> outputs) {
    List<Expression> wanted = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      if (outputs.get(i) != null) {
        wanted.add(values.get(i));
      }
    }
    return wanted;
  }
}
