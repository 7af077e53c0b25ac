package dev.trine.reference;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.DoublePrecision;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.List;

/** A mapping, one index after the other. */
final class ReferenceMapping {
  private ReferenceMapping() {}

  /** All results of an index are computed before one is stored, since an output may be an input. */
  static void run(Mapping spec, List<View> inputs, List<View> outputs) {
    Shape extents = spec.extents();
    double[] loads = new double[inputs.size()];
    for (long element = 0; element < extents.elements(); element++) {
      long[] index = extents.coordinates(element);
      for (int i = 0; i < loads.length; i++) {
        loads[i] = get(inputs.get(i), position(spec.inputs().get(i), index));
      }
      double[] results = DoublePrecision.of(spec.values(), loads, index);
      for (int o = 0; o < results.length; o++) {
        set(outputs.get(o), position(spec.results().get(o).to(), index), results[o]);
      }
    }
  }

  private static int position(Access access, long[] index) {
    long position = access.start();
    for (int axis = 0; axis < index.length; axis++) {
      position += index[axis] * access.strides().get(axis);
    }
    return Math.toIntExact(position);
  }

  private static double get(View view, int position) {
    return view.type() == DType.I32 ? Ints.of(view).get(position) : Floats.of(view).get(position);
  }

  private static void set(View view, int position, double value) {
    if (view.type() == DType.I32) {
      Ints.of(view).set(position, (int) value);
    } else {
      Floats.of(view).set(position, value);
    }
  }
}
