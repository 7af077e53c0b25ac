package dev.trine.cpu;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import java.util.IdentityHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;

/**
 * The gradient by the filters. Each part has one of its own, in the order that oneDNN gives it and
 * then in that of filters; these are added up in the order of the parts.
 */
final class FilterGradientCall extends CpuCall implements Team.Task {
  /** Each further one is a gradient more to be written and added. */
  private static final int MOST_PARTS = 16;

  /** How much memory the gradients of all parts may take. */
  private static final long MOST_BYTES = 64L << 20;

  private final Region filters;
  private final ConvolutionParts parts;
  private final int workers;
  private final ScratchOfCall scratch;

  /** Bytes of a gradient in the order that oneDNN gives it, of one worker. */
  private final long given;

  /** Bytes of a part's gradient in the order of filters. */
  private final long own;

  private Place[] places;

  /** Null if there is a single part, which is the sum. */
  private PartialSums sums;

  /** Where a part's gradient is computed, by worker, and where it goes. */
  private record Place(dnnl_memory[] given, dnnl_memory own) {}

  FilterGradientCall(
      Gate gate,
      CpuMemory memory,
      OneDnnEngine owner,
      ConvolutionShape shape,
      Region images,
      Region results,
      Region filters) {
    super(gate, ConvolutionProduct.FILTERS.op(), images, results, filters);
    this.filters = filters;
    workers = gate.team().threads();
    own = ScratchOfCall.aligned(filters.bytes());
    long most = Math.min(MOST_PARTS, MOST_BYTES / own);
    parts =
        new ConvolutionParts(
            owner,
            ConvolutionProduct.FILTERS,
            shape,
            most,
            workers,
            images,
            results,
            images.type());
    given =
        parts.plans().stream()
            .mapToLong(plan -> ScratchOfCall.aligned(plan.filterBytes()))
            .max()
            .orElseThrow();
    scratch = new ScratchOfCall(ConvolutionProduct.FILTERS.op(), memory, bytes());
  }

  private long bytes() {
    return workers * given + (parts.count() == 1 ? 0 : parts.count() * own);
  }

  @Override
  public long scratchBytes() {
    return scratch.bytes();
  }

  @Override
  public void attachScratch(View view) {
    gate()
        .inside(
            () -> {
              scratch.attach(view);
              place();
              return null;
            });
  }

  private void place() {
    Map<ConvolutionPlan, dnnl_memory[]> ofWorkers = new IdentityHashMap<>();
    for (ConvolutionPlan plan : parts.plans()) {
      dnnl_memory[] each = new dnnl_memory[workers];
      for (int worker = 0; worker < workers; worker++) {
        each[worker] = plan.wantedFilters(scratch.address() + worker * given);
      }
      ofWorkers.put(plan, each);
    }
    Region[] terms = new Region[parts.count()];
    places = new Place[parts.count()];
    for (int i = 0; i < places.length; i++) {
      terms[i] =
          parts.count() == 1
              ? filters
              : scratch.floats(workers * given + i * own, filters.elements());
      ConvolutionPlan plan = parts.get(i).plan();
      places[i] = new Place(ofWorkers.get(plan), plan.ownFilters(terms[i].address()));
    }
    sums = parts.count() == 1 ? null : new PartialSums(gate(), terms, filters);
  }

  @Override
  void execute() {
    scratch.requireUsable();
    gate().team().run(parts.count(), this);
    if (sums != null) {
      sums.run();
    }
  }

  @Override
  public void piece(int piece, int worker) {
    Place place = places[piece];
    ConvolutionParts.Part part = parts.get(piece);
    part.multiply(worker, place.given[worker]);
    part.plan().reorder(worker, place.given[worker], place.own);
  }

  @Override
  void release() {
    parts.close();
  }
}
