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
    List<View> views = new ArrayList<>(inputs);
    views.addAll(outputs);
    views.forEach(view -> context.checkOwn("map", view));
    context.index("map", spec.extents().elements());
    return spec.extents().elements() == 0
        ? context.nothing("map")
        : context.call("map", launch(spec, inputs, outputs));
  }

  /** The launch of a mapping over a grid of some elements, whose views were checked. */
  BoundLaunch launch(Mapping spec, List<View> inputs, List<View> outputs) {
    List<View> views = new ArrayList<>(inputs);
    views.addAll(outputs);
    int n = context.index("map", spec.extents().elements());
    Mapping mapping = Collapse.of(spec);
    MapForm form = MapForm.of(mapping);
    Arguments arguments = new Arguments();
    boolean wide = true;
    List<Access> accesses = mapping.accesses();
    for (int i = 0; i < accesses.size(); i++) {
      View view = views.get(i);
      arguments.view(view, accesses.get(i).start());
      wide &= !accesses.get(i).isDense(mapping.extents()) || Quads.aligned(view);
    }
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
