package dev.trine.conformance.catalogue;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.conformance.catalogue.Argument.Role;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The tensors of an op that passes over a grid, each just as large as its walk reaches: {@code in
 * 0}, …, and {@code out 0}, … for those results that do not lie over an input.
 *
 * @param places for each result the input that it overwrites, or −1
 */
record PassTensors(List<Input> inputs, List<Output> outputs, int... places) {
  /** What is read, over a grid of these extents. */
  record Input(Access access, Shape extents, Values values) {}

  /** What is written, over a grid of these extents. */
  record Output(Access access, Shape extents, Tolerance tolerance) {}

  /** Results that have places of their own. */
  static int[] apart(int results) {
    return IntStream.range(0, results).map(o -> -1).toArray();
  }

  List<Argument> arguments() {
    List<Argument> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input in = inputs.get(i);
      Tolerance tolerance = Tolerance.exact();
      Role role = Role.INPUT;
      for (int o = 0; o < places.length; o++) {
        if (places[o] == i) {
          tolerance = outputs.get(o).tolerance;
          role = Role.UPDATED;
        }
      }
      arguments.add(argument(input(i), in.access, in.extents, role, in.values, tolerance));
    }
    for (int o = 0; o < places.length; o++) {
      if (places[o] < 0) {
        arguments.add(argument(o, outputs.get(o)));
      }
    }
    return arguments;
  }

  private static Argument argument(int number, Output out) {
    DType type = out.access.type();
    boolean whole = reach(out.access, out.extents) == out.extents.elements();
    return argument(
        output(number),
        out.access,
        out.extents,
        whole ? Role.OUTPUT : Role.UPDATED,
        Values.constant(type.computedAs() == DType.F32 && whole ? Double.NaN : 0xBA),
        type == DType.F32 ? out.tolerance : Tolerance.exact());
  }

  private static Argument argument(
      String name, Access access, Shape extents, Role role, Values values, Tolerance tolerance) {
    Shape shape = Shape.of(reach(access, extents));
    return new Argument(name, access.type(), shape, role, values, tolerance);
  }

  private static long reach(Access access, Shape extents) {
    return extents.elements() == 0 ? 0 : access.range(extents)[1];
  }

  List<View> inputs(Map<String, View> tensors) {
    return IntStream.range(0, inputs.size()).mapToObj(i -> tensors.get(input(i))).toList();
  }

  List<View> outputs(Map<String, View> tensors) {
    return IntStream.range(0, places.length)
        .mapToObj(o -> tensors.get(places[o] < 0 ? output(o) : input(places[o])))
        .toList();
  }

  static String input(int number) {
    return "in " + number;
  }

  private static String output(int number) {
    return "out " + number;
  }
}
