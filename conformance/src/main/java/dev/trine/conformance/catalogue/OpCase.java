package dev.trine.conformance.catalogue;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One op on tensors of certain shapes and contents.
 *
 * @param op the op's name in the SPI; cases of one op form a family
 * @param name what is special about this case; unique within the family
 * @param arguments the op's tensors
 * @param binding how to bind the op to them
 * @param flops arithmetic operations, for throughput and to choose the {@link #tier}
 */
public record OpCase(
    String op, String name, List<Argument> arguments, Binding binding, double flops) {

  /** Prepares the op on a backend. */
  @FunctionalInterface
  public interface Binding {
    /**
     * @param tensors one view an argument, by name
     */
    Call bind(Backend backend, Map<String, View> tensors);
  }

  public OpCase {
    arguments = List.copyOf(arguments);
  }

  /** Whether a backend has the op: all but convolution every backend has. */
  public boolean isFor(Backend backend) {
    return !ConvolutionCases.areOf(op) || backend instanceof ConvolutionOps;
  }

  public Tier tier() {
    return Tier.of(flops + elements());
  }

  /** What the op moves to or from memory if it touches each element as seldom as it can. */
  public double bytes() {
    return arguments.stream()
        .mapToDouble(
            a -> (double) a.tensorType().bytes() * (a.role() == Argument.Role.UPDATED ? 2 : 1))
        .sum();
  }

  /** The tensors' contents before the op runs, the same each time. */
  public Map<String, double[]> draw() {
    Map<String, double[]> drawn = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      long seed = (long) toString().hashCode() << 32 | drawn.size();
      int count = Math.toIntExact(argument.shape().elements());
      drawn.put(argument.name(), argument.initial().draw(count, seed));
    }
    return drawn;
  }

  /** Op and name: what identifies the case in reports. */
  @Override
  public String toString() {
    return op + " " + name;
  }

  private double elements() {
    return arguments.stream().mapToDouble(a -> a.shape().elements()).sum();
  }
}
