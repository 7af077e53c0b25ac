package dev.trine.kernels;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Folded;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * Expressions and those tensors alone that they take, with folds read from memory.
 *
 * @param values load the tensors by their places in the list, and have no Folded leaves
 */
record Needed(List<Expression> values, List<Walked> tensors) {
  /**
   * @param inputs what the expressions load
   * @param folds where what the rows were folded to lies
   */
  static Needed of(List<Expression> values, List<Walked> inputs, List<Walked> folds) {
    List<Walked> tensors = new ArrayList<>();
    List<Expression> leaves = new ArrayList<>();
    for (Expression part : Parts.of(values)) {
      if (part instanceof Load load && !leaves.contains(load)) {
        leaves.add(load);
        tensors.add(inputs.get(load.input()));
      } else if (part instanceof Folded folded && !leaves.contains(folded)) {
        leaves.add(folded);
        tensors.add(folds.get(folded.fold()));
      }
    }
    return new Needed(
        values.stream()
            .map(value -> Substitution.ofLeaves(value, leaf -> moved(leaf, leaves)))
            .toList(),
        tensors);
  }

  private static Expression moved(Expression leaf, List<Expression> leaves) {
    int place = leaves.indexOf(leaf);
    if (place < 0) {
      return leaf;
    }
    return new Load(place, leaf instanceof Load load ? load.stored() : DType.F32);
  }
}
