package dev.trine.cuda.ptx;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Step;
import java.util.ArrayList;
import java.util.List;

/** A listing that is computed along a row: first what its elements share, and then each of them. */
final class RowSteps {
  private final Steps steps;
  private final List<Loaded> shared = new ArrayList<>();
  private final List<Loaded> loads = new ArrayList<>();
  private final List<Indexed> rowIndices = new ArrayList<>();
  private final List<Integer> columns = new ArrayList<>();

  private record Loaded(int step, RowTensor tensor) {}

  private record Indexed(int step, int axis) {}

  /**
   * @param prefix tells the registers and parameters of several listings apart
   * @param rowAxes the axes that number the rows
   * @param width elements of a round; 0 if the row is one element, to which all loads belong
   */
  RowSteps(String prefix, Listing listing, List<RowTensor> inputs, int rowAxes, int width) {
    boolean walks = width > 0;
    steps = new Steps(prefix, listing, leaf -> walks && varies(leaf, inputs, rowAxes), width);
    List<Step> all = listing.steps();
    for (int i = 0; i < all.size(); i++) {
      Expression leaf = all.get(i) instanceof Leaf step ? step.expression() : null;
      boolean varies = walks && leaf != null && varies(leaf, inputs, rowAxes);
      if (leaf instanceof Load load) {
        (varies ? loads : shared).add(new Loaded(i, inputs.get(load.input())));
      } else if (leaf instanceof Index index && varies) {
        columns.add(i);
      } else if (leaf instanceof Index index) {
        rowIndices.add(new Indexed(i, index.axis()));
      }
    }
  }

  private static boolean varies(Expression leaf, List<RowTensor> inputs, int rowAxes) {
    return leaf instanceof Index index && index.axis() == rowAxes
        || leaf instanceof Load load && !inputs.get(load.input()).isSingle();
  }

  /** The parameters of the numbers. */
  List<String> scalars() {
    return steps.scalars();
  }

  void declareRegisters(Assembly to) {
    steps.declareRegisters(to);
  }

  /** What the elements of the row share. */
  void computeShared(Assembly to) {
    shared.forEach(load -> load.tensor.loadShared(to, steps.register(load.step, 0)));
    for (Indexed index : rowIndices) {
      to.add("mov.u32", steps.register(index.step, 0), Coordinates.at(index.axis));
    }
    steps.computeCommon(to);
  }

  /** Everything else for some elements of a round: all loads before the first operation. */
  void compute(Assembly to, List<Integer> elements) {
    for (int element : elements) {
      loads.forEach(load -> load.tensor.load(to, steps.register(load.step, element), element));
    }
    for (int element : elements) {
      columns.forEach(
          step -> to.add("mov.u32", steps.register(step, element), Stretch.column(element)));
      steps.compute(to, element);
    }
  }

  /** The register of a result for an element of a round. */
  String result(int number, int element) {
    return steps.result(number, element);
  }
}
