package dev.trine.cpu;

import dev.trine.cpu.loops.Block;
import dev.trine.cpu.loops.LoopBody;
import dev.trine.cpu.loops.Pass;
import dev.trine.cpu.loops.Pass.Scalar;
import dev.trine.cpu.loops.Schedule;
import dev.trine.cpu.loops.Schedule.Stage;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
  private final Action[] once;
  private final Action[] first;
  private final Action[][] stages;
  private final float[][] folded;
  private final MapWrites writes;

  /** Numbers taken from blocks of single elements to where loops expect them. */
  private final List<Action> taken = new ArrayList<>();

  /**
   * @param unit of which all blocks of elements begin and end at multiples, but for the grid's end
   */
  MapWorker(Schedule schedule, MapEnds ends, int unit, Blocks blocks) {
    this(schedule, ends, unit, blocks, null);
  }

  /**
   * @param guard the state of the step, if only finite results are to be written; the schedule's
   *     first stage then gives their {@linkplain Finite#sum sum}
   */
  MapWorker(Schedule schedule, MapEnds ends, int unit, Blocks blocks, Region guard) {
    this.blocks = blocks;
    this.unit = unit;
    Action[] singles =
        schedule.once().stream().map(pass -> bindOnce(pass, ends)).toArray(Action[]::new);
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
    once = Stream.concat(Stream.of(singles), taken.stream()).toArray(Action[]::new);
    float[] sums = guard == null ? null : folded[0];
    writes = new MapWrites(schedule.results(), ends, blocks.ofMappings(), sums, guard);
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
    runAll(once, 0, 1);
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
    writes.run(start, count);
  }

  private static void runAll(Action[] actions, int start, int count) {
    for (Action action : actions) {
      action.run(start, count);
    }
  }

  private Action bindOnce(Pass pass, MapEnds ends) {
    return pass instanceof Pass.Read read ? read(read, ends.input(read.leaf())) : bind(pass, ends);
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
    if (pass instanceof Pass.Spread spread) {
      return spread(spread);
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
      if (run.scalars().get(i) instanceof Scalar.Fixed number) {
        scalars[i] = number.value();
      } else {
        taken.add(take(((Scalar.First) run.scalars().get(i)).block(), scalars, i));
      }
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

  private Action take(Block from, float[] to, int at) {
    if (isFloat(from)) {
      float[] floats = floats(from);
      return (start, count) -> to[at] = floats[0];
    }
    int[] ints = ints(from);
    return (start, count) -> to[at] = Float.intBitsToFloat(ints[0]);
  }

  private Action spread(Pass.Spread spread) {
    if (isFloat(spread.to())) {
      float[] from = floats(spread.from());
      float[] to = floats(spread.to());
      return (start, count) -> Arrays.fill(to, 0, count, from[0]);
    }
    int[] from = ints(spread.from());
    int[] to = ints(spread.to());
    return (start, count) -> Arrays.fill(to, 0, count, from[0]);
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
