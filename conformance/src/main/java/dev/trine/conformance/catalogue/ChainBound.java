package dev.trine.conformance.catalogue;

import dev.trine.backend.op.Stage;
import dev.trine.reference.StageFunction;
import java.util.List;

/** The bound of a chain: each element's error, carried from stage to stage. */
record ChainBound(List<Stage> stages) implements Bound {
  @Override
  public double[] of(String tensor, ReferenceRun run) {
    double[] bounds = new double[run.after(tensor).length];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = ofElement(i, run);
    }
    return bounds;
  }

  private double ofElement(int i, ReferenceRun run) {
    double value = run.before("in")[i];
    double error = 0;
    int next = 0;
    for (Stage stage : stages) {
      double operand = 0;
      if (stage.operand() instanceof Stage.Constant constant) {
        operand = constant.value();
      } else if (stage.operand() instanceof Stage.Tensor tensor) {
        double[] view = run.before(ChainCases.operand(next++));
        operand = view[(int) (i / tensor.repeat() % tensor.period())];
      }
      error = StageError.after(stage.op(), value, error, operand);
      value = StageFunction.apply(stage.op(), value, operand);
    }
    return error;
  }
}
