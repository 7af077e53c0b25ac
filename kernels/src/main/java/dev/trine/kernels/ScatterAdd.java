package dev.trine.kernels;

import static dev.trine.kernels.DeviceKernel.ADD_RUNS;
import static dev.trine.kernels.DeviceKernel.FIND_ROWS;
import static dev.trine.kernels.DeviceKernel.SCATTER_ADD;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.ScatterOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates added up by rows: their indices are sorted, where each row begins among them is found,
 * and its updates are added by a lane for each quad of columns. The runs of rows that have many
 * updates are shared out before that, wherever there may be many.
 */
final class ScatterAdd {
  private static final String OP = "scatterAdd";

  /** So many updates of one row do not keep the others waiting. */
  private static final int FEW = 4 * ScatterOrder.RUN;

  private final DeviceContext context;
  private final View indices;
  private final View updates;
  private final View out;
  private final int count;
  private final int rows;
  private final int width;
  private final IndexSort sort;

  ScatterAdd(DeviceContext context, View indices, View updates, View out) {
    this.context = context;
    this.indices = indices;
    this.updates = updates;
    this.out = out;
    count = context.index(OP, indices.elements());
    rows = context.index(OP, out.shape().dimension(0));
    width = context.index(OP, out.shape().dimension(1));
    sort = new IndexSort(count, rows);
  }

  Call call() {
    context.index(OP, updates.elements());
    context.index(OP, out.elements());
    return new LaunchCall(context, OP, ScratchParts.elements(scratch()), this::launches);
  }

  /** Where rows begin, the sums of runs, and what the sort needs. */
  private List<Long> scratch() {
    List<Long> parts = new ArrayList<>();
    parts.add(rows + 1L);
    parts.add(isShared() ? (long) tiles() * width : 0);
    parts.addAll(sort.scratch());
    return parts;
  }

  private List<BoundLaunch> launches(View scratch) {
    List<View> parts = ScratchParts.of(scratch, scratch());
    View starts = parts.get(0);
    View runs = parts.get(1);
    List<View> ofSort = parts.subList(2, parts.size());
    View keys = ofSort.get(0);
    View positions = ofSort.get(1);
    List<BoundLaunch> launches = new ArrayList<>(sort.launches(context, indices, ofSort));
    launches.add(
        context.launch(
            FIND_ROWS,
            context.groups(rows + 1L, FIND_ROWS.lanes()),
            new Arguments().view(keys).view(starts).ints(count, rows)));
    long quads = (width + Quads.LENGTH - 1) / Quads.LENGTH;
    boolean wide = width % Quads.LENGTH == 0 && Quads.aligned(updates, out);
    if (isShared()) {
      launches.add(
          context.launch(
              ADD_RUNS,
              context.groups(tiles() * quads, ADD_RUNS.lanes()),
              new Arguments()
                  .view(keys)
                  .view(positions)
                  .view(starts)
                  .view(updates)
                  .view(runs)
                  .ints(count, rows, width)
                  .flag(wide)));
    }
    launches.add(
        context.launch(
            SCATTER_ADD,
            context.groups(rows * quads, SCATTER_ADD.lanes()),
            new Arguments()
                .view(positions)
                .view(starts)
                .view(updates)
                .viewOr(isShared() ? runs : null, updates)
                .view(out)
                .ints(rows, width)
                .flag(wide)
                .flag(isShared())));
    return launches;
  }

  private boolean isShared() {
    return count > FEW;
  }

  /** Each has one run at most that is not the first of its row. */
  private int tiles() {
    return (count + ScatterOrder.RUN - 1) / ScatterOrder.RUN;
  }
}
