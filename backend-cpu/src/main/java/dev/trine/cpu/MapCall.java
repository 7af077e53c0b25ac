package dev.trine.cpu;

import dev.trine.backend.op.Mapping;
import java.util.List;
import java.util.stream.Stream;

/** A mapping. */
final class MapCall extends CpuCall {
  private final Phase pass;
  private final List<Region> outputs;

  MapCall(Gate gate, Mapping spec, List<Region> inputs, List<Region> outputs) {
    super(gate, "map", Stream.concat(inputs.stream(), outputs.stream()).toArray(Region[]::new));
    this.outputs = outputs;
    int elements = Math.toIntExact(spec.extents().elements());
    pass =
        elements == 0
            ? Phase.NONE
            : new MapPhase(gate, elements, spec.values(), MapEnds.of(spec, inputs, outputs));
  }

  @Override
  void execute() {
    pass.run();
  }

  @Override
  boolean mayWrite(Region region) {
    return outputs.stream().anyMatch(region::overlaps);
  }
}
