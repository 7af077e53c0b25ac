package dev.trine.reference;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ElementwiseOps;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Chains, one element after the other through all stages. */
final class ReferenceElementwiseOps implements ElementwiseOps {
  private final ReferenceQueue queue;

  ReferenceElementwiseOps(ReferenceQueue queue) {
    this.queue = queue;
  }

  @Override
  public Call chain(List<Stage> stages, View in, List<View> operands, View out) {
    Contract.chain(stages, in, operands, out);
    List<View> views = new ArrayList<>(operands);
    views.add(in);
    views.add(out);
    return queue.bind(
        () ->
            run(stages, Floats.of(in), operands.stream().map(Floats::of).toList(), Floats.of(out)),
        views.toArray(View[]::new));
  }

  private static void run(List<Stage> stages, Floats in, List<Floats> operands, Floats out) {
    for (int i = 0; i < out.count(); i++) {
      double accumulator = in.get(i);
      int next = 0;
      for (Stage stage : stages) {
        double operand = 0;
        if (stage.operand() instanceof Stage.Constant constant) {
          operand = constant.value();
        } else if (stage.operand() instanceof Stage.Tensor tensor) {
          operand = operands.get(next++).get((int) (i / tensor.repeat() % tensor.period()));
        }
        accumulator = StageFunction.apply(stage.op(), accumulator, operand);
      }
      out.set(i, accumulator);
    }
  }

  @Override
  public Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    Contract.map(spec, inputs, outputs);
    return queue.bind(
        () -> ReferenceMapping.run(spec, inputs, outputs),
        Stream.concat(inputs.stream(), outputs.stream()).toArray(View[]::new));
  }
}
