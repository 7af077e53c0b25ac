package dev.trine.cpu;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;

/**
 * Results of images, or images of results. Every part takes all filters, which are reordered first.
 */
final class ConvolutionCall extends CpuCall implements Team.Task {
  /** As many as keep the threads of a large processor busy. */
  private static final int MOST_PARTS = 64;

  private final Region filters;
  private final ConvolutionParts parts;
  private final ScratchOfCall scratch;
  private ReorderedFilters[] reordered;
  private ReorderedFilters[] ofParts;

  /** Filters as they lie, and as a plan wants them. */
  private record ReorderedFilters(ConvolutionPlan plan, dnnl_memory own, dnnl_memory wanted) {}

  ConvolutionCall(
      Gate gate,
      CpuMemory memory,
      OneDnnEngine owner,
      ConvolutionProduct kind,
      ConvolutionShape shape,
      Region images,
      Region filters,
      Region results) {
    super(gate, kind.op(), images, filters, results);
    this.filters = filters;
    int workers = gate.team().threads();
    parts =
        new ConvolutionParts(
            owner, kind, shape, MOST_PARTS, workers, images, results, filters.type());
    long bytes = 0;
    for (ConvolutionPlan plan : parts.plans()) {
      bytes += ScratchOfCall.aligned(plan.filterBytes());
    }
    scratch = new ScratchOfCall(kind.op(), memory, bytes);
  }

  @Override
  public long scratchBytes() {
    return scratch.bytes();
  }

  @Override
  public void attachScratch(View given) {
    gate()
        .inside(
            () -> {
              scratch.attach(given);
              place(scratch.address());
              return null;
            });
  }

  private void place(long address) {
    Map<ConvolutionPlan, ReorderedFilters> places = new LinkedHashMap<>();
    long at = address;
    for (ConvolutionPlan plan : parts.plans()) {
      dnnl_memory own = plan.ownFilters(filters.address());
      places.put(plan, new ReorderedFilters(plan, own, plan.wantedFilters(at)));
      at += ScratchOfCall.aligned(plan.filterBytes());
    }
    reordered = places.values().toArray(ReorderedFilters[]::new);
    ofParts = new ReorderedFilters[parts.count()];
    for (int i = 0; i < ofParts.length; i++) {
      ofParts[i] = places.get(parts.get(i).plan());
    }
  }

  @Override
  void execute() {
    scratch.requireUsable();
    for (ReorderedFilters each : reordered) {
      each.plan.reorder(0, each.own, each.wanted);
    }
    gate().team().run(parts.count(), this);
  }

  @Override
  public void piece(int piece, int worker) {
    parts.get(piece).multiply(worker, ofParts[piece].wanted);
  }

  @Override
  void release() {
    parts.close();
  }
}
