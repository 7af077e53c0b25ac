package dev.trine.cpu;

import dev.trine.backend.op.StepState;
import dev.trine.cpu.loops.Block;
import dev.trine.tensor.DType;
import java.util.List;

/** Writes the results of blocks to where they belong, for one thread. */
final class MapWrites {
  private final Write[] all;
  private final Finite finite = new Finite();
  private final float[] sums;
  private final Region guard;

  /**
   * @param results of which those that the ends have no output for are not written
   * @param sums where the sum of each element's results is, if only elements are to be written
   *     whose results are all finite; else null
   * @param guard the state of the step, which is marked then
   */
  MapWrites(List<Block> results, MapEnds ends, MapBlocks blocks, float[] sums, Region guard) {
    this.sums = sums;
    this.guard = guard;
    all = new Write[Math.min(results.size(), ends.outputs())];
    for (int o = 0; o < all.length; o++) {
      Block from = results.get(o);
      all[o] = write(from, ends.output(o), blocks);
    }
  }

  private static Write write(Block from, MapEnds.End to, MapBlocks blocks) {
    if (from.type() != DType.F32) {
      return new OfInts(blocks.ints(from.number()), to);
    }
    float[] values = blocks.floats(from.number());
    boolean isRounded = to.storage() instanceof Narrow bits && bits.region().type() == DType.BF16;
    return isRounded && to.walk().isDense()
        ? new OfBf16(values, to, blocks.rounded())
        : new OfFloats(values, to);
  }

  /** Writes {@code count} elements from {@code start}; one by one only where it must. */
  void run(int start, int count) {
    if (guard == null || finite.all(sums, count)) {
      for (Write write : all) {
        write.block(start, count);
      }
      return;
    }
    for (int i = 0; i < count; i++) {
      if (isFinite(i)) {
        for (Write write : all) {
          write.element(start, i);
        }
      } else {
        guard.putInt(StepState.OVERFLOWED, 1);
      }
    }
  }

  private boolean isFinite(int number) {
    for (Write write : all) {
      if (!write.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  /** Writes one of the results. */
  private abstract static class Write {
    final Storage storage;
    final Walk walk;

    /** Where elements lie side by side, which need no walk, the region that they lie in. */
    final Region dense;

    Write(MapEnds.End to) {
      storage = to.storage();
      walk = to.walk().copy();
      dense = storage instanceof Words words && walk.isDense() ? words.region() : null;
    }

    /** Writes the block that begins with the element {@code start}. */
    abstract void block(int start, int count);

    /** Writes one of its elements. */
    abstract void element(int start, int number);

    /** Whether one of its elements is a finite number. */
    abstract boolean isFinite(int number);
  }

  private static class OfFloats extends Write {
    final float[] values;
    private final float[] one = new float[1];

    OfFloats(float[] values, MapEnds.End to) {
      super(to);
      this.values = values;
    }

    @Override
    void block(int start, int count) {
      if (dense != null) {
        dense.put(walk.first() + start, values, count);
        return;
      }
      walk.over(start, count);
      while (walk.next()) {
        storage.write(walk, values);
      }
    }

    @Override
    void element(int start, int number) {
      one[0] = values[number];
      walk.over(start + number, 1);
      walk.next();
      storage.write(walk, one);
    }

    @Override
    boolean isFinite(int number) {
      return Float.isFinite(values[number]);
    }
  }

  /** Floats that are rounded to what lies side by side. */
  private static final class OfBf16 extends OfFloats {
    private final short[] bits;
    private final Region region;

    OfBf16(float[] values, MapEnds.End to, short[] bits) {
      super(values, to);
      this.bits = bits;
      region = ((Narrow) to.storage()).region();
    }

    @Override
    void block(int start, int count) {
      BFloat16Block.encode(values, bits, count);
      region.put(walk.first() + start, bits, count);
    }
  }

  private static final class OfInts extends Write {
    private final int[] values;
    private final int[] one = new int[1];

    OfInts(int[] values, MapEnds.End to) {
      super(to);
      this.values = values;
    }

    @Override
    void block(int start, int count) {
      if (dense != null) {
        dense.put(walk.first() + start, values, count);
        return;
      }
      walk.over(start, count);
      while (walk.next()) {
        storage.write(walk, values);
      }
    }

    @Override
    void element(int start, int number) {
      one[0] = values[number];
      walk.over(start + number, 1);
      walk.next();
      storage.write(walk, one);
    }

    @Override
    boolean isFinite(int number) {
      return Float.isFinite(Float.intBitsToFloat(values[number]));
    }
  }
}
