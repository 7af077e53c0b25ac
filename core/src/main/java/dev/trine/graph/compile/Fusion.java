package dev.trine.graph.compile;

import static dev.trine.expression.Arithmetic.load;

import dev.trine.backend.op.Epilogue;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Operator;
import dev.trine.expression.Parts;
import dev.trine.expression.Substitution;
import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Joins applications whose intermediate value nobody else needs: bias and activation go into the
 * matrix product before them, expressions into the expression that takes them. Saves passes over
 * memory and launches; the result is the same up to rounding.
 */
final class Fusion {
  /** Parts of a joined expression; more would not fit a device's registers. */
  private static final int MOST_PARTS = 48;

  private final Set<Node> kept;
  private final Map<Node, Integer> uses = new HashMap<>();
  private final List<Application> fused = new ArrayList<>();
  private int afterLastEffect;

  private Fusion(List<Application> applications, Set<Node> kept) {
    this.kept = kept;
    applications.forEach(a -> a.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
  }

  /**
   * The same computation in fewer applications.
   *
   * @param kept values that must still arise
   */
  static List<Application> fuse(List<Application> applications, Set<Node> kept) {
    Fusion fusion = new Fusion(applications, kept);
    applications.forEach(fusion::add);
    return fusion.fused;
  }

  private void add(Application application) {
    Application joined = application;
    for (Application next = joined; next != null; next = joinedWithAnInput(joined)) {
      joined = next;
    }
    fused.add(joined);
    if (joined.op() instanceof Effect) {
      afterLastEffect = fused.size(); // what was computed before a change of state stays before it
    }
  }

  /** The application with one of those that it takes inputs from in it, or null if none fits. */
  private Application joinedWithAnInput(Application application) {
    if (application.op() instanceof Elementwise outer) {
      for (Node input : application.inputs()) {
        Application before = soleProducer(input);
        Application joined = null;
        if (before != null && before.op() instanceof Elementwise inner) {
          joined = join(before, inner, application, outer);
        } else if (before != null && before.op() instanceof MatrixProduct product) {
          joined = absorb(before, product, application, outer);
        }
        if (joined != null) {
          fused.remove(before);
          // What both took is taken once now.
          before.inputs().stream()
              .filter(application.inputs()::contains)
              .forEach(shared -> uses.merge(shared, -1, Integer::sum));
          return joined;
        }
      }
    }
    return null;
  }

  /** The application, not yet joined to another, that made a value which only one input uses. */
  private Application soleProducer(Node node) {
    if (uses.get(node) != 1 || kept.contains(node)) {
      return null;
    }
    for (int i = fused.size() - 1; i >= afterLastEffect; i--) {
      if (fused.get(i).outputs().contains(node)) {
        return fused.get(i);
      }
    }
    return null;
  }

  /** Both expressions as one; a value that is broadcast is not computed anew for each element. */
  private static Application join(
      Application before, Elementwise inner, Application application, Elementwise outer) {
    Node between = before.output(0);
    if (!inner.shape().equals(outer.shape()) || inner.stored() != inner.value().type()) {
      return null;
    }
    Set<Node> all = new LinkedHashSet<>();
    for (Node input : application.inputs()) {
      all.addAll(input == between ? before.inputs() : List.of(input));
    }
    List<Node> inputs = List.copyOf(all);
    Expression moved = renumber(inner.value(), before.inputs(), inputs);
    Expression value =
        Substitution.ofLoads(
            outer.value(),
            load -> {
              Node input = application.input(load.input());
              return input == between ? moved : load(inputs.indexOf(input), load.stored());
            });
    if (inputs.size() > Mapping.MOST_INPUTS || Parts.of(List.of(value)).size() > MOST_PARTS) {
      return null;
    }
    Op op = new Elementwise(value, outer.stored(), outer.shape());
    return new Application(op, inputs, application.outputs());
  }

  private static Expression renumber(Expression value, List<Node> from, List<Node> to) {
    return Substitution.ofLoads(
        value, load -> load(to.indexOf(from.get(load.input())), load.stored()));
  }

  /** The product with one more step in its epilogue, or null if it cannot take that one. */
  private static Application absorb(
      Application before, MatrixProduct product, Application application, Elementwise outer) {
    if (!product.epilogue().equals(Epilogue.NONE)) {
      return null;
    }
    List<Node> inputs = new ArrayList<>(before.inputs());
    inputs.addAll(application.inputs());
    inputs.remove(before.output(0));
    if (!product.hasBias(before.inputs()) && isBiasSum(outer, application)) {
      return new Application(product, inputs, application.outputs());
    }
    return Epilogue.all().stream()
        .filter(epilogue -> isEpilogue(epilogue, before.output(0), application, outer))
        .findFirst()
        .map(e -> new Application(product.withEpilogue(e), inputs, application.outputs()))
        .orElse(null);
  }

  /** Whether it computes just that of a product's result, and of another value of that shape. */
  private static boolean isEpilogue(
      Epilogue epilogue, Node result, Application application, Elementwise outer) {
    List<Node> takes = application.inputs();
    if (takes.size() != (epilogue.takesOther() ? 2 : 1)
        || !Stream.concat(takes.stream(), application.outputs().stream())
            .allMatch(node -> node.tensorType().equals(result.tensorType()))) {
      return false;
    }
    int ofResult = takes.indexOf(result);
    Expression same =
        Substitution.ofLoads(
            epilogue.expression(),
            load -> load(load.input() == 0 ? ofResult : 1 - ofResult, load.stored()));
    return outer.value().equals(same);
  }

  /** Whether it adds to a matrix one vector that has an element a column. */
  private static boolean isBiasSum(Elementwise sum, Application application) {
    if (application.inputs().size() != 2
        || !(sum.value() instanceof Expression.Operation operation)
        || operation.operator() != Operator.ADD
        || !operation.arguments().stream().allMatch(part -> part instanceof Load)) {
      return false;
    }
    Shape bias = Shape.of(sum.shape().dimension(-1));
    Shape first = application.input(0).shape();
    Shape second = application.input(1).shape();
    return first.equals(sum.shape()) && second.equals(bias)
        || second.equals(sum.shape()) && first.equals(bias);
  }
}
