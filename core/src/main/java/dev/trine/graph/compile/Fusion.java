package dev.trine.graph.compile;

import dev.trine.backend.Activation;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.graph.Op;
import dev.trine.graph.ops.Elementwise;
import dev.trine.graph.ops.MatrixProduct;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Joins applications whose intermediate value nobody else needs: bias and activation go into the
 * matrix product before them, elementwise stages into one chain. Saves passes over memory and
 * launches; the result is the same up to rounding.
 */
final class Fusion {
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
    if (application.op() instanceof Elementwise chain) {
      Application before = soleProducer(application.input(0));
      if (before != null && before.op() instanceof Elementwise first) {
        if (first.stages().size() + chain.stages().size() <= Stage.MAX_STAGES) {
          replace(before, application, new Elementwise(concat(first.stages(), chain.stages())));
          return;
        }
      } else if (before != null && before.op() instanceof MatrixProduct product) {
        MatrixProduct absorbed = absorb(product, before, chain, application);
        if (absorbed != null) {
          replace(before, application, absorbed);
          return;
        }
      }
    }
    fused.add(application);
    if (application.op().role() == Op.Role.EFFECT) {
      afterLastEffect = fused.size(); // what was computed before a change of state stays before it
    }
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

  /** The product with one more step in its epilogue, or null if it cannot take that one. */
  private static MatrixProduct absorb(
      MatrixProduct product, Application before, Elementwise chain, Application application) {
    if (chain.stages().size() != 1 || product.activation() != Activation.IDENTITY) {
      return null;
    }
    Stage stage = chain.stages().get(0);
    boolean hasBias = before.inputs().size() > 2;
    if (!hasBias && isBias(stage, application.output(0))) {
      return product;
    }
    return Activation.of(stage.op())
        .filter(a -> a.gradientFrom() == Activation.GradientFrom.OUTPUT)
        .map(a -> new MatrixProduct(product.transposeA(), product.transposeB(), a))
        .orElse(null);
  }

  private static boolean isBias(Stage stage, Node out) {
    return stage.op() == StageOp.ADD
        && stage.operand() instanceof Stage.Tensor tensor
        && tensor.repeat() == 1
        && tensor.period() == out.shape().dimension(-1);
  }

  /** The joined application stands where the second stood, so that its operands are there. */
  private void replace(Application first, Application second, Op op) {
    fused.remove(first);
    List<Node> inputs = new ArrayList<>(first.inputs());
    inputs.addAll(second.inputs().subList(1, second.inputs().size()));
    fused.add(new Application(op, inputs, second.outputs()));
  }

  private static List<Stage> concat(List<Stage> first, List<Stage> second) {
    List<Stage> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
