package dev.trine.graph.ops;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.graph.Cost;
import dev.trine.graph.Effect;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/**
 * State becomes what a step that counts has made of it, see {@link
 * dev.trine.backend.op.UpdateOps#update}. Inputs: two tensors, of which elements of the second take
 * the place of those of the first, and the step state.
 *
 * @param from the first of the elements
 * @param to the one after the last
 */
public record Adopt(long from, long to) implements Effect {
  private View part(View whole) {
    return whole.part(from, Shape.of(to - from));
  }

  @Override
  public Cost cost(List<View> inputs, List<View> outputs) {
    List<View> read = List.of(part(inputs.get(1)));
    return Cost.of(0, read, List.of(part(inputs.get(0))));
  }

  @Override
  public Call bind(Backend backend, List<View> inputs, List<View> outputs) {
    Access dense = Access.dense(DType.F32, Shape.of(to - from));
    Mapping copy =
        new Mapping(Shape.of(to - from), List.of(dense), List.of(new Result(load(0), dense)));
    List<View> next = List.of(part(inputs.get(1)));
    return backend.update(copy, next, List.of(part(inputs.get(0))), inputs.get(2));
  }
}
