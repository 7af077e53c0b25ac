package dev.trine.cpu.loops;

import dev.trine.cpu.loops.Schedule.Stage;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Constant;
import dev.trine.expression.Expression.Whole;
import dev.trine.expression.Listing;
import dev.trine.expression.Listing.Computation;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Scalar;
import dev.trine.expression.Listing.Step;
import dev.trine.expression.Operator;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Cuts a listing into loops that are vectorised: short ones, of floats or of ints alone. A value's
 * bits pass from one kind to the other by a copy between loops; what is loaded is loaded as either.
 * Here each value has blocks of its own, numbered as the listing's steps.
 */
final class Scheduler {
  /**
   * What the compiler of Java 17 unrolls, as vectorising needs, found by trying: an operation
   * counts 1, a block that is read or written {@link #WEIGHT_OF_BLOCK}. It is its limit of 60
   * nodes.
   */
  private static final int HEAVIEST = 46;

  private static final int WEIGHT_OF_BLOCK = 6;

  private final List<Step> steps;
  private final List<Float> scalars;
  private final Predicate<Expression> repeats;
  private final List<Pass> once = new ArrayList<>();
  private final List<Pass> first = new ArrayList<>();
  private final List<Stage> stages = new ArrayList<>();
  private final Set<Block> present = new HashSet<>();

  /** The origins of what each operation takes; nothing for other steps. */
  private final List<List<Integer>> arguments = new ArrayList<>();

  /** The operations that take each step. */
  private final List<BitSet> consumers = new ArrayList<>();

  /** What results come of. */
  private final BitSet returned = new BitSet();

  private final Set<Integer> done = new HashSet<>();
  private final Set<Integer> steady = new HashSet<>();
  private final BitSet varying;
  private List<Pass> passes;

  /**
   * @param listing lowered
   * @param folded how many of its results have a stage of their own, and are needed as floats
   * @param repeats whether a leaf gives the same for every block of elements
   * @param single whether it gives the same for every element
   */
  Scheduler(
      Listing listing, int folded, Predicate<Expression> repeats, Predicate<Expression> single) {
    this.steps = listing.steps();
    this.scalars = listing.scalars();
    this.repeats = repeats;
    this.varying = listing.varying(leaf -> !single.test(leaf));
    for (int i = 0; i < steps.size(); i++) {
      int step = i;
      consumers.add(new BitSet());
      arguments.add(isOperation(i) ? origins(i) : List.of());
      arguments.get(i).forEach(argument -> consumers.get(argument).set(step));
    }
    listing.results().forEach(result -> returned.set(origin(result)));
    addLoops(taken(), once);
    addLoops(steady(), first);
    List<Integer> results = listing.results();
    for (int fold = 0; fold < folded; fold++) {
      int value = results.get(fold);
      addStage(List.of(value), step -> block(origin(step), DType.F32));
    }
    addStage(results.subList(folded, results.size()), this::result);
  }

  /** What is the same for all elements, and taken by what is not, or a result. */
  private List<Integer> taken() {
    return IntStream.range(0, steps.size())
        .filter(step -> isOperation(step) && isSingle(step))
        .filter(
            step ->
                returned.get(step)
                    || consumers.get(step).stream().anyMatch(consumer -> !isSingle(consumer)))
        .boxed()
        .toList();
  }

  /** Whether it is the same for all elements, and not known beforehand. */
  private boolean isSingle(int step) {
    return !varying.get(step) && !isNumber(steps.get(step)) && !(steps.get(step) instanceof Scalar);
  }

  /** The operations on what repeats, whose results serve all blocks. */
  private List<Integer> steady() {
    List<Integer> found = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!varying.get(i)) {
        continue;
      }
      if (step instanceof Leaf leaf) {
        if (repeats.test(leaf.expression())) {
          steady.add(i);
        }
      } else if (((Computation) step)
          .arguments().stream().allMatch(a -> !varying.get(a) || steady.contains(a))) {
        steady.add(i);
        found.add(i);
      }
    }
    return found;
  }

  private void addStage(List<Integer> results, Function<Integer, Block> holder) {
    List<Pass> ofStage = new ArrayList<>();
    addLoops(results, ofStage);
    List<Block> blocks = results.stream().map(holder).toList();
    stages.add(new Stage(ofStage, blocks));
  }

  /** Loops for what some steps need and is not done yet. */
  private void addLoops(List<Integer> results, List<Pass> to) {
    passes = to;
    Set<Integer> needed = new TreeSet<>();
    results.forEach(result -> addNeeded(origin(result), needed));
    done.addAll(needed);
    Set<Integer> waiting = new LinkedHashSet<>(needed);
    while (!waiting.isEmpty()) {
      List<Integer> operations = nextLoop(waiting);
      operations.forEach(waiting::remove);
      passes.add(run(operations));
    }
  }

  private void addNeeded(int step, Set<Integer> needed) {
    if (isOperation(step) && !done.contains(step) && needed.add(step)) {
      arguments.get(step).forEach(argument -> addNeeded(argument, needed));
    }
  }

  List<Pass> once() {
    return once;
  }

  List<Pass> first() {
    return first;
  }

  List<Stage> stages() {
    return stages;
  }

  /**
   * Operations of one kind that need nothing else that waits: the first, and then always the one
   * that makes the loop heavier the least, which is one that goes on with what the loop has
   * computed. As many as are not too heavy.
   */
  private List<Integer> nextLoop(Set<Integer> waiting) {
    List<Integer> inOrder = new ArrayList<>();
    inOrder.add(waiting.iterator().next());
    BitSet chosen = set(inOrder);
    Kind kind = kind(inOrder.get(0));
    int most = 1;
    while (inOrder.size() < kind.longest) {
      int next = lightest(waiting, chosen, kind);
      if (next < 0) {
        break;
      }
      inOrder.add(next);
      chosen.set(next);
      if (weight(chosen) <= HEAVIEST) {
        most = inOrder.size();
      }
    }
    return inOrder.subList(0, most);
  }

  private static BitSet set(List<Integer> operations) {
    BitSet set = new BitSet();
    operations.forEach(set::set);
    return set;
  }

  /** The operation that may be added to a loop at the least weight; −1 if there is none. */
  private int lightest(Set<Integer> waiting, BitSet chosen, Kind kind) {
    int best = -1;
    int least = Integer.MAX_VALUE;
    for (int operation : waiting) {
      if (chosen.get(operation) || kind(operation) != kind) {
        continue;
      }
      boolean ready =
          arguments.get(operation).stream()
              .allMatch(argument -> chosen.get(argument) || !waiting.contains(argument));
      if (ready) {
        chosen.set(operation);
        int weight = weight(chosen);
        chosen.clear(operation);
        if (weight < least) {
          least = weight;
          best = operation;
        }
      }
    }
    return best;
  }

  private int weight(BitSet operations) {
    BitSet read = new BitSet();
    int written = 0;
    for (int i = operations.nextSetBit(0); i >= 0; i = operations.nextSetBit(i + 1)) {
      arguments.get(i).forEach(read::set);
      written += isNeededBeyond(i, operations) ? 1 : 0;
    }
    read.and(varying);
    read.andNot(operations);
    return operations.cardinality() + WEIGHT_OF_BLOCK * (read.cardinality() + written);
  }

  private boolean isNeededBeyond(int operation, BitSet operations) {
    BitSet all = consumers.get(operation);
    int consumer = all.nextSetBit(0);
    while (consumer >= 0 && operations.get(consumer)) {
      consumer = all.nextSetBit(consumer + 1);
    }
    return consumer >= 0 || returned.get(operation);
  }

  private enum Kind {
    FLOATS(HEAVIEST),
    INTS(HEAVIEST),
    /** Not vectorised on every version, which would spoil the rest of a loop. */
    ALONE(1);

    private final int longest;

    Kind(int longest) {
      this.longest = longest;
    }
  }

  private Kind kind(int operation) {
    return switch (((Computation) steps.get(operation)).operator()) {
      case FLOOR, ROUND, TO_INT, TO_FLOAT -> Kind.ALONE;
      default -> steps.get(operation).type() == DType.F32 ? Kind.FLOATS : Kind.INTS;
    };
  }

  private Pass run(List<Integer> operations) {
    LoopBuilder loop = new LoopBuilder();
    for (int operation : operations) {
      Operator operator = ((Computation) steps.get(operation)).operator();
      List<Integer> taken = arguments.get(operation);
      List<Operand> operands = new ArrayList<>();
      for (int i = 0; i < taken.size(); i++) {
        int argument = taken.get(i);
        int computed = operations.indexOf(argument);
        operands.add(
            computed >= 0
                ? new Operand.Computed(computed)
                : operand(loop, argument, operator.arguments().get(i)));
      }
      loop.add(operator, operands);
    }
    BitSet all = set(operations);
    for (int i = 0; i < operations.size(); i++) {
      if (isNeededBeyond(operations.get(i), all)) {
        Block block = named(operations.get(i), steps.get(operations.get(i)).type());
        present.add(block);
        loop.store(i, block);
      }
    }
    return loop.build();
  }

  private Operand operand(LoopBuilder loop, int value, DType type) {
    Step step = steps.get(value);
    if (step instanceof Scalar scalar) {
      return loop.scalar(new Pass.Scalar.Fixed(scalars.get(scalar.index())));
    }
    if (isSingle(value) && passes != once) {
      return loop.scalar(new Pass.Scalar.First(single(value, step.type())));
    }
    return isNumber(step) ? new Operand.Immediate(number(step)) : loop.element(block(value, type));
  }

  /** A block with a value's bits, made by another pass if they are not there yet. */
  private Block block(int value, DType type) {
    Block block = named(value, type);
    if (present.add(block)) {
      Step step = steps.get(value);
      Block other = named(value, step.type());
      if (passes != once && isSingle(value)) {
        first.add(new Pass.Spread(single(value, type), block));
      } else if (step instanceof Computation) {
        (steady.contains(value) ? first : passes).add(new Pass.Cast(other, block));
      } else if (isFolded(step) && type != step.type() && present.contains(other)) {
        // What rows were folded to has to be spread, which takes longer than a copy.
        passes.add(new Pass.Cast(other, block));
      } else if (step instanceof Leaf leaf && !isNumber(step)) {
        (passes != once && repeats.test(leaf.expression()) ? first : passes)
            .add(new Pass.Read(leaf.expression(), block));
      } else {
        (passes == once ? once : first).add(new Pass.Fill(number(step), block));
      }
    }
    return block;
  }

  /** The block whose first element is a value that is the same for all. */
  private Block single(int value, DType type) {
    List<Pass> later = passes;
    passes = once;
    Block block = block(value, type);
    passes = later;
    return block;
  }

  /** What is computed once has blocks of its own. */
  private Block named(int value, DType type) {
    return new Block(type, passes == once ? steps.size() + value : value);
  }

  /** Bits that are there already, of whatever type. */
  private Block result(int step) {
    int value = origin(step);
    DType type = steps.get(value).type();
    Block other = new Block(type == DType.F32 ? DType.I32 : DType.F32, value);
    boolean isThere = present.contains(other) && !present.contains(new Block(type, value));
    return isThere ? other : block(value, type);
  }

  private static boolean isFolded(Step step) {
    return step instanceof Leaf leaf && leaf.expression() instanceof Expression.Folded;
  }

  private boolean isNumber(Step step) {
    return step instanceof Leaf leaf
        && (leaf.expression() instanceof Constant || leaf.expression() instanceof Whole);
  }

  private int number(Step step) {
    if (step instanceof Scalar scalar) {
      return Float.floatToRawIntBits(scalars.get(scalar.index()));
    }
    Expression leaf = ((Leaf) step).expression();
    return leaf instanceof Constant constant
        ? Float.floatToRawIntBits((float) constant.value())
        : ((Whole) leaf).value();
  }

  private boolean isOperation(int step) {
    return steps.get(step) instanceof Computation && origin(step) == step;
  }

  private List<Integer> origins(int operation) {
    return ((Computation) steps.get(operation)).arguments().stream().map(this::origin).toList();
  }

  /** The step whose bits a step has. */
  private int origin(int step) {
    return steps.get(step) instanceof Computation computation
            && (computation.operator() == Operator.BITS
                || computation.operator() == Operator.FROM_BITS)
        ? origin(computation.arguments().get(0))
        : step;
  }
}
