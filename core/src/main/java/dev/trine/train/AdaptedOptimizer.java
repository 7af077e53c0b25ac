package dev.trine.train;

import dev.trine.expression.Expression;
import java.util.List;
import java.util.Optional;

/** An optimizer that changes what another gets, and has its learning rate and its moments. */
interface AdaptedOptimizer extends Optimizer {
  Optimizer optimizer();

  /** What the other gets. */
  Operands adapted(Operands of);

  @Override
  default double learningRate() {
    return optimizer().learningRate();
  }

  @Override
  default int moments() {
    return optimizer().moments();
  }

  @Override
  default List<Expression> step(Operands of) {
    return optimizer().step(adapted(of));
  }

  @Override
  default Optional<Expression> orthogonalised(Operands of) {
    return optimizer().orthogonalised(adapted(of));
  }
}
