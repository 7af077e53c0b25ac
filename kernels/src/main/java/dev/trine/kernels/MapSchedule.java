package dev.trine.kernels;

import dev.trine.backend.Device;
import dev.trine.backend.op.SumOrder;
import dev.trine.kernels.FoldForm.Direction;

/**
 * How the elements of a mapping are dealt out to the lanes of a generated kernel. A lane takes a
 * block of vectors of neighbouring elements, and then one so many blocks on as there are lanes, so
 * that every launch is right, whatever its size.
 *
 * @param lanes of a group
 * @param width of a vector, in elements
 * @param block how many vectors a lane takes one after the other
 */
public record MapSchedule(int lanes, int width, int block) {
  /** For GPUs, where neighbouring lanes are to take neighbouring vectors. */
  public static final MapSchedule QUADS = new MapSchedule(64, Quads.LENGTH, 1);

  /** For CPUs, where a lane is a core, and a block long enough to be worth its start. */
  public static final MapSchedule BLOCKS = new MapSchedule(1, 16, 512);

  /** That for a kind of device. */
  public static MapSchedule of(Device.Kind kind) {
    return kind == Device.Kind.CPU ? BLOCKS : QUADS;
  }

  /** Blocks of rows, of so many elements each, that a group takes at a time. */
  int blocksPerGroup(Direction direction, long length) {
    return direction == Direction.ALONG
        ? (int) Math.max(teams(), elementsPerGroup() / length)
        : width * (int) Math.max(lanes, elementsPerGroup() / (width * length));
  }

  /** Teams of a group; the lanes of one hold the parts of a sum that {@link SumOrder} keeps. */
  private int teams() {
    return lanes * width / SumOrder.LANES;
  }

  /** Elements that a group takes at a time. */
  int elementsPerGroup() {
    return lanes * width * block;
  }
}
