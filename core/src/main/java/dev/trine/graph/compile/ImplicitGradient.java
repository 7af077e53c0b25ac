package dev.trine.graph.compile;

import static dev.trine.graph.ops.Elementwise.add;

import dev.trine.graph.Application;
import dev.trine.graph.Loop;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The gradient of a fixed point z = f(z, x) by the implicit function theorem. With J the Jacobian
 * of f by z at the fixed point and g the gradient by z, the gradient by x is that which f has there
 * for {@code v = Jᵀ·v + g}: another fixed point (Almeida 1987; Pineda 1987, equations 8 to 10), of
 * a linear map that contracts where f does.
 */
final class ImplicitGradient {
  private ImplicitGradient() {}

  /**
   * Adds the gradient by each input of a loop.
   *
   * @param gradient by its output
   */
  static List<Node> of(Application application, Node gradient) {
    Loop loop = (Loop) application.op();
    Node settled = application.output(0);
    List<Application> all = settled.graph().applications();
    int before = all.size();
    Node mapped = loop.body().at(settled);
    List<Application> turn = List.copyOf(all.subList(before, all.size()));
    Node adjoint = adjoint(loop, turn, settled, mapped, gradient);
    List<Node> captured = application.inputs().subList(1, application.inputs().size());
    List<Node> gradients = new ArrayList<>(Collections.singletonList(null));
    gradients.addAll(Differentiator.pullback(turn, List.of(mapped), List.of(adjoint), captured));
    return gradients;
  }

  private static Node adjoint(
      Loop loop, List<Application> turn, Node settled, Node mapped, Node gradient) {
    UnaryOperator<Node> back =
        v -> Differentiator.pullback(turn, List.of(mapped), List.of(v), List.of(settled)).get(0);
    if (back.apply(gradient) == null) {
      return gradient; // through none of f's ops gradients flow
    }
    Node adjoint = Loop.settle(gradient, loop.convergence(), v -> add(back.apply(v), gradient));
    return adjoint.named("adjoint of " + settled.name());
  }
}
