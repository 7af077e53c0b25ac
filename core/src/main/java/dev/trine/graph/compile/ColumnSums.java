package dev.trine.graph.compile;

import dev.trine.backend.op.Reduction;
import dev.trine.graph.Application;
import dev.trine.graph.Effect;
import dev.trine.graph.Node;
import dev.trine.graph.ops.MatrixProduct;
import dev.trine.graph.ops.Reduce;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins the sum of a matrix's columns with the product that multiplies by that matrix: the gradient
 * of a bias with that of the weights beside it, {@code xᵀ·dy}, which has the columns of dy at hand.
 */
final class ColumnSums {
  private final List<Application> joined = new ArrayList<>();
  private int afterLastEffect;

  private ColumnSums() {}

  /** The same computation in fewer applications. */
  static List<Application> join(List<Application> applications) {
    ColumnSums sums = new ColumnSums();
    applications.forEach(sums::add);
    return sums.joined;
  }

  private void add(Application application) {
    if (!joinsOneBefore(application)) {
      joined.add(application);
    }
    if (application.op() instanceof Effect) {
      afterLastEffect = joined.size(); // what reads the state stays on its side of a change
    }
  }

  /** Whether this is one half of a pair whose other half is there already, and is both now. */
  private boolean joinsOneBefore(Application application) {
    for (int i = joined.size() - 1; i >= afterLastEffect; i--) {
      Application before = joined.get(i);
      if (fit(before, application)) {
        // The sums take the product's b alone, so that they may as well be computed earlier.
        joined.set(i, both(before, application));
        return true;
      }
      if (fit(application, before) && isUnusedAfter(i)) {
        joined.remove(i);
        joined.add(both(application, before));
        return true;
      }
    }
    return false;
  }

  /** Whether a product multiplies by the very matrix whose columns are summed. */
  private static boolean fit(Application product, Application sums) {
    if (!(product.op() instanceof MatrixProduct multiplication)
        || !(sums.op() instanceof Reduce reduce)) {
      return false;
    }
    Node matrix = sums.input(0);
    Shape shape = matrix.shape();
    return shape.rank() == 2
        && product.input(1) == matrix
        && product.outputs().size() == 1
        && !multiplication.transposeB()
        && reduce.spec().equals(Reduction.ofColumns(shape.dimension(0), shape.dimension(1)));
  }

  private boolean isUnusedAfter(int index) {
    Node value = joined.get(index).output(0);
    return joined.subList(index + 1, joined.size()).stream()
        .noneMatch(later -> later.inputs().contains(value));
  }

  private static Application both(Application product, Application sums) {
    return new Application(
        product.op(), product.inputs(), List.of(product.output(0), sums.output(0)));
  }
}
