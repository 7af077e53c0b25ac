package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.UpdateOps;
import java.util.List;

/** {@link UpdateOps} on a device. */
final class UpdateCalls implements UpdateOps {
  private final DeviceContext context;
  private final MapCalls maps;

  UpdateCalls(DeviceContext context, MapCalls maps) {
    this.context = context;
    this.maps = maps;
  }

  @Override
  public Call update(Mapping spec, List<View> inputs, List<View> outputs, View stepState) {
    return maps.update(spec, inputs, outputs, stepState);
  }

  @Override
  public Call commit(View values, View totals, View stepState) {
    Contract.commit(values, totals, stepState);
    context.checkOwn("commit", values, totals, stepState);
    int n = context.index("commit", values.elements());
    return context.call(
        "commit",
        context.launch(
            DeviceKernel.COMMIT,
            1,
            new Arguments().view(values).view(totals).view(stepState).ints(n)));
  }
}
