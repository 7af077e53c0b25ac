package dev.trine.cpu.loops;

import dev.trine.expression.Expression;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** One pass over a block of elements. */
public sealed interface Pass {
  /** The blocks that it reads or writes. */
  List<Block> blocks();

  /** The same with other blocks. */
  Pass on(UnaryOperator<Block> places);

  /** Fills a block with the elements of an input or with indices, as bits of its type. */
  record Read(Expression leaf, Block to) implements Pass {
    @Override
    public List<Block> blocks() {
      return List.of(to);
    }

    @Override
    public Read on(UnaryOperator<Block> places) {
      return new Read(leaf, places.apply(to));
    }
  }

  /** Fills a block with one number, by its bits. */
  record Fill(int bits, Block to) implements Pass {
    @Override
    public List<Block> blocks() {
      return List.of(to);
    }

    @Override
    public Fill on(UnaryOperator<Block> places) {
      return new Fill(bits, places.apply(to));
    }
  }

  /** Copies the bits to a block of the other type. */
  record Cast(Block from, Block to) implements Pass {
    @Override
    public List<Block> blocks() {
      return List.of(from, to);
    }

    @Override
    public Cast on(UnaryOperator<Block> places) {
      return new Cast(places.apply(from), places.apply(to));
    }
  }

  /** Fills a block with the bits of the first element of another of its type. */
  record Spread(Block from, Block to) implements Pass {
    @Override
    public List<Block> blocks() {
      return List.of(from, to);
    }

    @Override
    public Spread on(UnaryOperator<Block> places) {
      return new Spread(places.apply(from), places.apply(to));
    }
  }

  /** Runs a loop. */
  record Run(LoopBody body, List<Block> floats, List<Block> ints, List<Scalar> scalars)
      implements Pass {
    @Override
    public List<Block> blocks() {
      return Stream.of(floats, ints, scalars.stream().flatMap(Scalar::blocks).toList())
          .flatMap(List::stream)
          .toList();
    }

    @Override
    public Run on(UnaryOperator<Block> places) {
      return new Run(
          body,
          floats.stream().map(places).toList(),
          ints.stream().map(places).toList(),
          scalars.stream().map(scalar -> scalar.on(places)).toList());
    }
  }

  /** A number that a loop takes for all elements. */
  sealed interface Scalar {
    /** Where it comes from, if from a block. */
    default Stream<Block> blocks() {
      return Stream.of();
    }

    default Scalar on(UnaryOperator<Block> places) {
      return this;
    }

    /** Known beforehand. */
    record Fixed(float value) implements Scalar {}

    /** The bits of the first element of a block that {@link Schedule#once} fills. */
    record First(Block block) implements Scalar {
      @Override
      public Stream<Block> blocks() {
        return Stream.of(block);
      }

      @Override
      public Scalar on(UnaryOperator<Block> places) {
        return new First(places.apply(block));
      }
    }
  }
}
