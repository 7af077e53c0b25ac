package dev.trine.reference;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.DoublePrecision;
import dev.trine.tensor.Shape;
import java.util.List;
import java.util.function.Predicate;

/** A mapping, one index after the other. */
final class ReferenceMapping {
  private ReferenceMapping() {}

  /** All results of an index are computed before one is stored, since an output may be an input. */
  static void run(Mapping spec, List<View> inputs, List<View> outputs) {
    runWhere(results -> true, spec, inputs, outputs);
  }

  /**
   * Stores the results of an index only if they pass a test.
   *
   * @return whether all did
   */
  static boolean runWhere(
      Predicate<double[]> test, Mapping spec, List<View> inputs, List<View> outputs) {
    boolean all = true;
    Shape extents = spec.extents();
    double[] loads = new double[inputs.size()];
    for (long element = 0; element < extents.elements(); element++) {
      long[] index = extents.coordinates(element);
      for (int i = 0; i < loads.length; i++) {
        loads[i] = load(inputs.get(i), spec.inputs().get(i), index);
      }
      double[] results = DoublePrecision.of(spec.values(), loads, index);
      if (!test.test(results)) {
        all = false;
        continue;
      }
      for (int o = 0; o < results.length; o++) {
        store(outputs.get(o), spec.results().get(o).to(), index, results[o]);
      }
    }
    return all;
  }

  static double load(View view, Access access, long[] index) {
    return Elements.of(view).get(access.position(index));
  }

  static void store(View view, Access access, long[] index, double value) {
    double stored =
        switch (view.type()) {
          case U8 -> (int) value & 0xFF;
          case BF16 -> (float) value;
          case F32, I32 -> value;
        };
    Elements.of(view).set(access.position(index), stored);
  }
}
