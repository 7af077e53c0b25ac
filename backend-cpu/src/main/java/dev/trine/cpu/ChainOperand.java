package dev.trine.cpu;

import dev.trine.backend.op.Stage;
import java.util.Arrays;

/** Where a stage of a chain gets its operand from, block by block. */
sealed interface ChainOperand {
  /**
   * The operand of {@code count} elements from {@code start}, at the start of an array.
   *
   * @param into an array that may be used for it
   * @return that array, or another that must not be written to
   */
  float[] load(int start, int count, float[] into);

  /** The operand of a stage that takes none. */
  static ChainOperand none() {
    return new Constant(null);
  }

  /** The same number for every element. */
  static ChainOperand of(double value) {
    float[] filled = new float[Blocks.LENGTH];
    Arrays.fill(filled, (float) value);
    return new Constant(filled);
  }

  /** A view, spread over {@code elements} elements. */
  static ChainOperand of(Stage.Tensor spread, Region region, int elements) {
    if (spread.repeat() == 1 && spread.period() >= elements) {
      return new Dense(region);
    }
    return spread.repeat() == 1
        ? new Cycled(region, (int) spread.period())
        : new Repeated(region, spread.repeat(), spread.period());
  }

  /** A block that is ready. */
  record Constant(float[] filled) implements ChainOperand {
    @Override
    public float[] load(int start, int count, float[] into) {
      return filled;
    }
  }

  /** One operand an element. */
  record Dense(Region region) implements ChainOperand {
    @Override
    public float[] load(int start, int count, float[] into) {
      region.get(start, into, count);
      return into;
    }
  }

  /** The same row of operands again and again, such as a bias. */
  record Cycled(Region region, int period) implements ChainOperand {
    @Override
    public float[] load(int start, int count, float[] into) {
      int phase = start % period;
      int filled = Math.min(count, period - phase);
      region.get(phase, into, filled);
      if (filled < count) {
        int rest = Math.min(count - filled, phase);
        region.get(0, into, filled, rest);
        filled += rest;
      }
      // From here on it repeats what is there, a whole number of periods at a time.
      while (filled < count) {
        int length = Math.min(count - filled, filled / period * period);
        System.arraycopy(into, 0, into, filled, length);
        filled += length;
      }
      return into;
    }
  }

  /** Each operand for several elements in a row, such as one number a channel. */
  record Repeated(Region region, long repeat, long period) implements ChainOperand {
    @Override
    public float[] load(int start, int count, float[] into) {
      long index = start / repeat % period;
      long left = repeat - start % repeat;
      for (int filled = 0; filled < count; left = repeat) {
        int end = (int) Math.min(count, filled + left);
        Arrays.fill(into, filled, end, region.get((int) index));
        filled = end;
        index = index + 1 == period ? 0 : index + 1;
      }
      return into;
    }
  }
}
