package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.StepState;
import java.util.List;
import java.util.stream.Stream;

/** A mapping that the step state guards. */
final class UpdateCall extends CpuCall {
  private final Region stepState;
  private final Phase pass;

  UpdateCall(Gate gate, Mapping spec, List<Region> inputs, List<Region> outputs, Region stepState) {
    super(
        gate,
        "update",
        Stream.of(inputs, outputs, List.of(stepState))
            .flatMap(List::stream)
            .toArray(Region[]::new));
    this.stepState = stepState;
    int elements = Math.toIntExact(spec.extents().elements());
    pass =
        elements == 0
            ? Phase.NONE
            : MapPhase.guarded(
                gate, elements, spec.values(), MapEnds.of(spec, inputs, outputs), stepState);
  }

  @Override
  void execute() {
    if (stepState.getInt(StepState.HEALTHY) != 0) {
      pass.run();
    }
  }
}
