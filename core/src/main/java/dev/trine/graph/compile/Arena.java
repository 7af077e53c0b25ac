package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.View;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * Memory for the intermediate values and the scratch of programs that run one after the other. It
 * grows by slabs and never moves one, since recorded programs hold on to their places.
 */
public final class Arena implements AutoCloseable {
  private final Backend backend;
  private final String owner;
  private final List<Buffer> slabs = new ArrayList<>();

  public Arena(Backend backend, String owner) {
    this.backend = backend;
    this.owner = owner;
  }

  /** What one program has of this arena; no other may be begun before it is complete. */
  Share share() {
    return new Share();
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

  @Override
  public void close() {
    shrink(0);
  }

  /** The blocks of one program. Other programs use the same memory at other times. */
  final class Share {
    private final MemoryPlan plan =
        new MemoryPlan(
            slabs.stream().map(Buffer::bytes).toList(), backend.device().maxAllocationBytes());

    /** Plans further blocks and allocates the slabs that the arena lacks for them. */
    List<MemoryPlan.Place> reserve(List<MemoryPlan.Block> blocks) {
      List<MemoryPlan.Place> places = plan.add(blocks);
      for (long bytes : plan.slabs().subList(slabs.size(), plan.slabs().size())) {
        slabs.add(backend.allocate(bytes, owner));
      }
      return places;
    }

    /** A tensor that begins so many bytes behind the begin of a place. */
    View view(MemoryPlan.Place place, long byteOffset, TensorType type) {
      return slabs
          .get(place.slab())
          .view(type.type(), place.byteOffset() + byteOffset, type.shape());
    }
  }
}
