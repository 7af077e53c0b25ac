package dev.trine.spark;

import dev.trine.expression.Expression;
import dev.trine.train.Optimizer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The driver's optimizer, behind whose own moments lie those of the partitions': it leaves them as
 * they are, and its state and checkpoints have them.
 *
 * @param carried how many
 */
record Carrying(Optimizer optimizer, int carried) implements Optimizer {
  @Override
  public double learningRate() {
    return optimizer.learningRate();
  }

  @Override
  public int moments() {
    return optimizer.moments() + carried;
  }

  @Override
  public List<Expression> step(Operands of) {
    Stream<Expression> theirs = of.moments().stream().skip(optimizer.moments());
    return Stream.concat(optimizer.step(own(of)).stream(), theirs).toList();
  }

  @Override
  public Optional<Expression> orthogonalised(Operands of) {
    return optimizer.orthogonalised(own(of));
  }

  private Operands own(Operands of) {
    return of.withMoments(of.moments().subList(0, optimizer.moments()));
  }
}
