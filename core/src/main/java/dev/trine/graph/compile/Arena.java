package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for the intermediate values of programs that run one after the other. It grows by slabs
 * and never moves one, since recorded programs hold on to their places.
 */
public final class Arena implements AutoCloseable {
  private final Backend backend;
  private final String owner;
  private final List<Buffer> slabs = new ArrayList<>();

  public Arena(Backend backend, String owner) {
    this.backend = backend;
    this.owner = owner;
  }

  /** Plans the blocks of a program into this arena and allocates the slabs that it lacks. */
  List<MemoryPlan.Place> reserve(List<MemoryPlan.Block> blocks) {
    List<Long> existing = slabs.stream().map(Buffer::elements).toList();
    long largest = backend.device().maxAllocationBytes() / DType.F32.bytes();
    MemoryPlan plan = MemoryPlan.of(blocks, existing, largest);
    for (long elements : plan.slabs().subList(existing.size(), plan.slabs().size())) {
      slabs.add(backend.allocate(DType.F32, elements, owner));
    }
    return plan.places();
  }

  int slabs() {
    return slabs.size();
  }

  /** Gives back all slabs but the first {@code count}: those of a program that came to nothing. */
  void shrink(int count) {
    while (slabs.size() > count) {
      slabs.remove(slabs.size() - 1).close();
    }
  }

  View view(MemoryPlan.Place place, Shape shape) {
    return slabs.get(place.slab()).view(place.offset(), shape);
  }

  @Override
  public void close() {
    shrink(0);
  }
}
