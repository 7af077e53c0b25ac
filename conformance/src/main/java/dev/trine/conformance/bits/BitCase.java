package dev.trine.conformance.bits;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A mapping, the bits of its inputs, and what {@link SinglePrecision} makes of them.
 *
 * @param inputs the bits of all elements of each input
 * @param inPlace for each result the input that it overwrites, or −1
 */
public record BitCase(String name, Mapping mapping, List<int[]> inputs, List<Integer> inPlace) {
  /** Before the first element: at 16 bytes, and not. */
  private static final int[] OFFSETS = {64, 61};

  private static final int SENTINEL = 0x5E471E15;

  /** A case whose results have places of their own. */
  static BitCase apart(String name, Mapping mapping, List<int[]> inputs) {
    return new BitCase(name, mapping, inputs, mapping.results().stream().map(r -> -1).toList());
  }

  /**
   * Runs it on a backend, with aligned tensors and with others.
   *
   * @throws AssertionError that names the first element that is wrong, or was written and must not
   *     be
   */
  public void check(Backend backend) {
    for (int offset : OFFSETS) {
      check(backend, offset);
    }
  }

  private void check(Backend backend, int offset) {
    try (Resources resources = new Resources()) {
      List<Bits> placed = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        placed.add(
            resources.add(
                new Bits(backend, mapping.inputs().get(i).type(), offset, inputs.get(i))));
      }
      List<Bits> written = new ArrayList<>();
      for (int o = 0; o < mapping.results().size(); o++) {
        written.add(
            inPlace.get(o) >= 0
                ? placed.get(inPlace.get(o))
                : resources.add(new Bits(backend, type(o), offset, blank(o))));
      }
      List<int[]> expected = expected();
      try (Call call = backend.map(mapping, views(placed), views(written))) {
        call.enqueue();
        backend.synchronize();
      }
      for (int o = 0; o < written.size(); o++) {
        written.get(o).compare("%s, result %s at %s".formatted(name, o, offset), expected.get(o));
      }
    }
  }

  private static List<View> views(List<Bits> tensors) {
    return tensors.stream().map(Bits::view).toList();
  }

  /** All elements of the results' tensors afterwards. */
  private List<int[]> expected() {
    List<int[]> after = new ArrayList<>();
    for (int o = 0; o < mapping.results().size(); o++) {
      after.add(inPlace.get(o) >= 0 ? inputs.get(inPlace.get(o)).clone() : blank(o));
    }
    SinglePrecision computation = new SinglePrecision(Listing.of(mapping.values()));
    Shape extents = mapping.extents();
    for (long element = 0; element < extents.elements(); element++) {
      long[] index = extents.coordinates(element);
      int[] loads = new int[inputs.size()];
      int[] indexes = new int[index.length];
      for (int i = 0; i < loads.length; i++) {
        loads[i] = inputs.get(i)[position(mapping.inputs().get(i), index)];
      }
      for (int axis = 0; axis < index.length; axis++) {
        indexes[axis] = (int) index[axis];
      }
      int[] results = computation.run(loads, indexes);
      for (int o = 0; o < results.length; o++) {
        after.get(o)[position(mapping.results().get(o).to(), index)] = results[o];
      }
    }
    return after;
  }

  private static int position(Access access, long[] index) {
    long position = access.start();
    for (int axis = 0; axis < index.length; axis++) {
      position += index[axis] * access.strides().get(axis);
    }
    return (int) position;
  }

  private int[] blank(int result) {
    Result what = mapping.results().get(result);
    int[] content = new int[(int) what.to().range(mapping.extents())[1]];
    Arrays.fill(content, SENTINEL);
    return content;
  }

  private DType type(int result) {
    return mapping.results().get(result).to().type();
  }

  @Override
  public String toString() {
    return name;
  }
}
