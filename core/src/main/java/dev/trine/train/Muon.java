package dev.trine.train;

import static dev.trine.expression.Arithmetic.fma;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.negate;
import static dev.trine.expression.Arithmetic.parameter;

import dev.trine.backend.op.Checks;
import dev.trine.expression.Expression;
import dev.trine.graph.ops.NewtonSchulz;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Muon (Jordan et al. 2024): the momentum of each hidden weight matrix, {@code m = momentum·m + (1
 * − momentum)·g}, is made about orthogonal before a step ({@link NewtonSchulz}): {@code p −=
 * rate·scale·orthogonal(m)}, in Nesterov's form of {@code momentum·m + (1 − momentum)·g}. All that
 * is no such matrix has another optimizer: biases, norms, embeddings and the weights of output
 * layers ({@link dev.trine.nn.Network#hiddenWeights}). Filters count as [height·width·channels,
 * filters].
 *
 * @param learningRate of hidden weights; that of all others follows it when it changes
 * @param weightDecay of hidden weights, decoupled: {@code p −= rate·weightDecay·p} before the step
 * @param scale by a matrix's shape
 * @param others steps all other parameters, at a learning rate of its own
 */
public record Muon(
    double learningRate,
    double momentum,
    boolean nesterov,
    double weightDecay,
    Scale scale,
    Optimizer others)
    implements Optimizer {
  /** How long a step is by a matrix's shape. */
  public enum Scale {
    /** {@code √max(1, outputs / inputs)}, as the authors have it. */
    ORIGINAL {
      @Override
      double of(Matrix matrix) {
        return Math.sqrt(Math.max(1, (double) matrix.columns() / matrix.rows()));
      }
    },

    /**
     * {@code 0.2·√max(outputs, inputs)}, by which elements move as far as Adam moves them, so that
     * rates and decays are those of Adam (Liu et al. 2025, "Muon is scalable for LLM training").
     */
    AS_ADAM {
      @Override
      double of(Matrix matrix) {
        return 0.2 * Math.sqrt(Math.max(matrix.columns(), matrix.rows()));
      }
    };

    abstract double of(Matrix matrix);
  }

  public Muon {
    Optimizers.checkLearningRate(learningRate);
    Checks.fraction("momentum", momentum);
    Checks.notNegative("weightDecay", weightDecay);
    Objects.requireNonNull(scale, "scale");
    Checks.positive("The learning rate of others", others.learningRate());
    Checks.positive("The ratio of learning rates", others.learningRate() / learningRate);
  }

  public Muon withMomentum(double value) {
    return new Muon(learningRate, value, nesterov, weightDecay, scale, others);
  }

  /** With steps by another convention. */
  public Muon withScale(Scale value) {
    return new Muon(learningRate, momentum, nesterov, weightDecay, value, others);
  }

  /** With this decay of all weights, each by its own rate. */
  @Override
  public Muon withWeightDecay(double value) {
    Optimizer decaying = others.withWeightDecay(value);
    return new Muon(learningRate, momentum, nesterov, value, scale, decaying);
  }

  @Override
  public int moments() {
    return Math.max(1, others.moments());
  }

  @Override
  public List<Expression> step(Operands of) {
    return of.matrix().isPresent() ? ofMatrix(of, of.matrix().get()) : ofOther(of);
  }

  private List<Expression> ofMatrix(Operands of, Matrix matrix) {
    Expression p = of.parameter();
    Expression descent = negate(of.rate());
    if (weightDecay != 0) {
      p = fma(multiply(descent, parameter(weightDecay)), p, p);
    }
    Expression move = multiply(parameter(scale.of(matrix)), matrix.direction());
    Stream<Expression> unused = of.moments().stream().skip(1);
    return Stream.concat(Stream.of(fma(descent, move, p), momentum(of)), unused).toList();
  }

  private List<Expression> ofOther(Operands of) {
    Expression rate = multiply(of.rate(), parameter(others.learningRate() / learningRate));
    int own = others.moments();
    List<Expression> results =
        new ArrayList<>(others.step(of.withRate(rate).withMoments(of.moments().subList(0, own))));
    results.addAll(of.moments().subList(own, moments()));
    return results;
  }

  private Expression momentum(Operands of) {
    return towards(of.gradient(), of.moments().get(0));
  }

  /** {@code momentum·m + (1 − momentum)·g}. */
  private Expression towards(Expression g, Expression m) {
    return fma(parameter(momentum), m, multiply(parameter(1 - momentum), g));
  }

  @Override
  public Optional<Expression> orthogonalised(Operands of) {
    Expression m = momentum(of);
    return Optional.of(nesterov ? towards(of.gradient(), m) : m);
  }
}
