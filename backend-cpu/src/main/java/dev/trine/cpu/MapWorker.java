package dev.trine.cpu;

import dev.trine.cpu.loops.Block;
import dev.trine.cpu.loops.LoopBody;
import dev.trine.cpu.loops.Pass;
import dev.trine.cpu.loops.Schedule;
import dev.trine.cpu.loops.Schedule.Stage;
import dev.trine.tensor.DType;
import java.util.Arrays;

/** What one thread does for blocks of a grid, bound to its arrays. */
final class MapWorker {
  /** A pass over the {@code count} elements from {@code start}. */
  private interface Action {
    void run(int start, int count);
  }

  /** Of how many elements a loop does a multiple; a power of two. */
  private static final int FEWEST = 64;

  private final Blocks blocks;
  private final int unit;
  private final Action[] first;
  private final Action[][] stages;
  private final float[][] folded;
  private final Action[] writes;

  /**
   * @param unit of which all blocks of elements begin and end at multiples, but for the grid's end
   */
  MapWorker(Schedule schedule, MapEnds ends, int unit, Blocks blocks) {
    this.blocks = blocks;
    this.unit = unit;
    first = schedule.first().stream().map(pass -> bindFirst(pass, ends)).toArray(Action[]::new);
    stages = new Action[schedule.stages().size()][];
    folded = new float[stages.length - 1][];
    for (int s = 0; s < stages.length; s++) {
      Stage stage = schedule.stages().get(s);
      stages[s] = stage.passes().stream().map(pass -> bind(pass, ends)).toArray(Action[]::new);
      if (s < folded.length) {
        folded[s] = floats(stage.results().get(0));
      }
    }
    writes = new Action[schedule.results().size()];
    for (int i = 0; i < writes.length; i++) {
      writes[i] = write(schedule.results().get(i), ends.output(i));
    }
  }

  /** Does the elements from {@code start} to {@code end}, which begin with a block. */
  void run(int start, int end, int blockLength) {
    begin(Math.min(end, blockLength));
    for (int at = start; at < end; at += blockLength) {
      int count = Math.min(blockLength, end - at);
      for (int s = 0; s < stages.length; s++) {
        stage(s, at, count);
      }
      write(at, count);
    }
  }

  /** Prepares what serves all blocks, of which the longest has {@code count} elements. */
  void begin(int count) {
    runAll(first, 0, count);
  }

  /** Computes a stage for a block. */
  void stage(int stage, int start, int count) {
    runAll(stages[stage], start, count);
  }

  /** The values of a block that a fold is to fold, once its stage is computed. */
  float[] folded(int fold) {
    return folded[fold];
  }

  /** Writes the results for a block. */
  void write(int start, int count) {
    runAll(writes, start, count);
  }

  private static void runAll(Action[] actions, int start, int count) {
    for (Action action : actions) {
      action.run(start, count);
    }
  }

  private Action bindFirst(Pass pass, MapEnds ends) {
    if (!(pass instanceof Pass.Read read)) {
      return bind(pass, ends);
    }
    Action whole = read(read, ends.input(read.leaf()));
    int period = ends.input(read.leaf()).walk().period();
    Object to = isFloat(read.to()) ? floats(read.to()) : ints(read.to());
    return (start, count) -> {
      whole.run(start, Math.min(count, period));
      // From here on it repeats what is there, a whole number of periods at a time.
      for (int filled = period; filled < count; filled *= 2) {
        System.arraycopy(to, 0, to, filled, Math.min(filled, count - filled));
      }
    };
  }

  private Action bind(Pass pass, MapEnds ends) {
    if (pass instanceof Pass.Run run) {
      return loop(run);
    }
    if (pass instanceof Pass.Cast cast) {
      return cast(cast);
    }
    return pass instanceof Pass.Fill fill ? fill(fill) : read((Pass.Read) pass, ends);
  }

  private Action read(Pass.Read read, MapEnds ends) {
    MapEnds.End from = ends.input(read.leaf());
    int run = from.walk().run();
    return run > 1 && unit % run == 0 ? spread(read, from, run) : read(read, from);
  }

  private Action loop(Pass.Run run) {
    LoopBody body = run.body();
    float[][] floats = run.floats().stream().map(this::floats).toArray(float[][]::new);
    int[][] ints = run.ints().stream().map(this::ints).toArray(int[][]::new);
    float[] scalars = new float[run.scalars().size()];
    for (int i = 0; i < scalars.length; i++) {
      scalars[i] = run.scalars().get(i);
    }
    return (start, count) -> body.run(floats, ints, scalars, wholeVectors(count));
  }

  /**
   * A count that the arrays have room for. The compiler unrolls no loop, and so vectorises none,
   * that made only a few rounds when it was compiled, and all formulas of a form share a loop.
   */
  private static int wholeVectors(int count) {
    return (count + FEWEST - 1) & -FEWEST;
  }

  private Action cast(Pass.Cast cast) {
    boolean fromFloats = isFloat(cast.from());
    float[] floats = floats(fromFloats ? cast.from() : cast.to());
    int[] ints = ints(fromFloats ? cast.to() : cast.from());
    SegmentCopy copy = fromFloats ? SegmentCopy.of(floats, ints) : SegmentCopy.of(ints, floats);
    if (copy != null) {
      return (start, count) -> copy.run(count);
    }
    return fromFloats
        ? (start, count) -> blocks.floatBits(floats, ints, count)
        : (start, count) -> blocks.floatsOfBits(ints, floats, count);
  }

  private Action fill(Pass.Fill fill) {
    if (isFloat(fill.to())) {
      float[] to = floats(fill.to());
      return (start, count) -> Arrays.fill(to, 0, count, Float.intBitsToFloat(fill.bits()));
    }
    int[] to = ints(fill.to());
    return (start, count) -> Arrays.fill(to, 0, count, fill.bits());
  }

  private Action read(Pass.Read read, MapEnds.End from) {
    Storage storage = from.storage();
    if (storage instanceof Words words && from.walk().isDense()) {
      return read(read.to(), words.region(), from.walk().first());
    }
    Walk walk = from.walk().copy();
    if (isFloat(read.to())) {
      float[] to = floats(read.to());
      return (start, count) -> read(storage, walk, start, count, to);
    }
    int[] to = ints(read.to());
    return (start, count) -> read(storage, walk, start, count, to);
  }

  /** For elements that lie side by side, which need no walk. */
  private Action read(Block block, Region from, int first) {
    if (isFloat(block)) {
      float[] to = floats(block);
      return (start, count) -> from.get(first + start, to, count);
    }
    int[] to = ints(block);
    return (start, count) -> from.get(first + start, to, 0, count);
  }

  /** Reads each run of equal numbers once, since short lines take long. */
  private Action spread(Pass.Read read, MapEnds.End from, int run) {
    Storage storage = from.storage();
    Walk walk = from.walk().ofRuns();
    if (isFloat(read.to())) {
      float[] runs = blocks.ofMappings().runsOfFloats();
      float[] to = floats(read.to());
      return (start, count) -> {
        read(storage, walk, start / run, count / run, runs);
        Spread.over(runs, count / run, run, to);
      };
    }
    int[] runs = blocks.ofMappings().runsOfInts();
    int[] to = ints(read.to());
    return (start, count) -> {
      read(storage, walk, start / run, count / run, runs);
      Spread.over(runs, count / run, run, to);
    };
  }

  private static void read(Storage storage, Walk walk, int start, int count, float[] to) {
    walk.over(start, count);
    while (walk.next()) {
      storage.read(walk, to);
    }
  }

  private static void read(Storage storage, Walk walk, int start, int count, int[] to) {
    walk.over(start, count);
    while (walk.next()) {
      storage.read(walk, to);
    }
  }

  private Action write(Block from, MapEnds.End to) {
    Storage storage = to.storage();
    if (storage instanceof Words words && to.walk().isDense()) {
      return write(from, words.region(), to.walk().first());
    }
    Walk walk = to.walk().copy();
    if (isFloat(from)) {
      float[] values = floats(from);
      return (start, count) -> {
        walk.over(start, count);
        while (walk.next()) {
          storage.write(walk, values);
        }
      };
    }
    int[] values = ints(from);
    return (start, count) -> {
      walk.over(start, count);
      while (walk.next()) {
        storage.write(walk, values);
      }
    };
  }

  /** As {@link #read(Block, Region, int)}. */
  private Action write(Block block, Region to, int first) {
    if (isFloat(block)) {
      float[] values = floats(block);
      return (start, count) -> to.put(first + start, values, count);
    }
    int[] values = ints(block);
    return (start, count) -> to.put(first + start, values, count);
  }

  private static boolean isFloat(Block block) {
    return block.type() == DType.F32;
  }

  private float[] floats(Block block) {
    return blocks.ofMappings().floats(block.number());
  }

  private int[] ints(Block block) {
    return blocks.ofMappings().ints(block.number());
  }
}
