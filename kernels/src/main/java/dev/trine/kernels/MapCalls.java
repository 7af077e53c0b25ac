package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Collapse;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import java.util.ArrayList;
import java.util.List;

/** Mappings on a device, by kernels that its runtime generates. */
final class MapCalls {
  private final DeviceContext context;

  MapCalls(DeviceContext context) {
    this.context = context;
  }

  Call map(Mapping spec, List<View> inputs, List<View> outputs) {
    Contract.map(spec, inputs, outputs);
    check("map", spec, inputs, outputs);
    return spec.extents().elements() == 0
        ? context.nothing("map")
        : context.call("map", launch(spec, inputs, outputs));
  }

  /** Up to so many elements, each lane makes a single round. */
  long elementsAtOnce() {
    return context.groupsAtOnce() * context.schedule().elementsPerGroup();
  }

  /** A mapping that the step state guards. */
  Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    Contract.update(spec, inputs, outputs, stepState);
    check("update", spec, inputs, outputs);
    context.checkOwn("update", stepState);
    if (spec.extents().elements() == 0) {
      return context.nothing("update");
    }
    Mapping mapping = Collapse.of(spec);
    Arguments state = new Arguments().view(stepState);
    return context.call(
        "update", launch(mapping, MapForm.guarded(mapping), inputs, outputs, state));
  }

  private void check(String op, Mapping spec, List<View> inputs, List<View> outputs) {
    context.checkOwn(op, inputs.toArray(View[]::new));
    context.checkOwn(op, outputs.toArray(View[]::new));
    context.index(op, spec.extents().elements());
  }

  /** The launch of a mapping over a grid of some elements, whose views were checked. */
  BoundLaunch launch(Mapping spec, List<View> inputs, List<View> outputs) {
    Mapping mapping = Collapse.of(spec);
    return launch(mapping, MapForm.of(mapping), inputs, outputs, new Arguments());
  }

  /**
   * @param further arguments behind those of the tensors
   */
  private BoundLaunch launch(
      Mapping mapping, MapForm form, List<View> inputs, List<View> outputs, Arguments further) {
    List<View> views = new ArrayList<>(inputs);
    views.addAll(outputs);
    int n = context.index("map", mapping.extents().elements());
    Arguments arguments = new Arguments();
    boolean wide = true;
    List<Access> accesses = mapping.accesses();
    for (int i = 0; i < accesses.size(); i++) {
      View view = views.get(i);
      arguments.view(view, accesses.get(i).start());
      wide &= !accesses.get(i).isDense(mapping.extents()) || Quads.aligned(view);
    }
    arguments.and(further);
    for (float scalar : form.listing().scalars()) {
      arguments.floats(scalar);
    }
    arguments.ints(n).flag(wide);
    for (long extent : mapping.extents().dimensions()) {
      arguments.ints(context.index("map", extent));
    }
    for (Access access : accesses) {
      if (!access.isSingle() && !access.isDense(mapping.extents())) {
        for (long stride : access.strides()) {
          arguments.ints(context.stride("map", stride));
        }
      }
    }
    return context.launch(form, n, context.schedule().elementsPerGroup(), arguments);
  }
}
