package dev.trine.conformance.bits;

import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What lies in the tensors of a pass over a grid, and where. */
final class Contents {
  private static final int SENTINEL = 0x5E471E15;

  private Contents() {}

  static List<Tensor> inputs(List<Access> accesses, List<int[]> contents) {
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < contents.size(); i++) {
      tensors.add(new Tensor(accesses.get(i).type(), contents.get(i)));
    }
    return tensors;
  }

  /** Just large enough for a result over these extents, and not written yet. */
  static Tensor blank(Result result, Shape extents) {
    int[] content = new int[(int) Math.max(0, result.to().range(extents)[1])];
    Arrays.fill(content, SENTINEL);
    return new Tensor(result.to().type(), content);
  }

  /** Copies of the results' contents before: of one in place, of the input's. */
  static List<int[]> before(List<Tensor> results, List<Integer> inPlace, List<int[]> inputs) {
    List<int[]> copies = new ArrayList<>();
    for (int o = 0; o < results.size(); o++) {
      int input = inPlace.get(o);
      copies.add((input >= 0 ? inputs.get(input) : results.get(o).content()).clone());
    }
    return copies;
  }

  /** The elements of the inputs at an index. */
  static int[] at(long[] index, List<Access> accesses, List<int[]> inputs) {
    int[] loads = new int[inputs.size()];
    for (int i = 0; i < loads.length; i++) {
      loads[i] = inputs.get(i)[(int) accesses.get(i).position(index)];
    }
    return loads;
  }

  static int[] ints(long[] index) {
    return Arrays.stream(index).mapToInt(i -> (int) i).toArray();
  }

  /** Any bits for each input, as many as it needs. */
  static List<int[]> drawn(List<Access> accesses, Shape extents) {
    List<int[]> all = new ArrayList<>();
    for (Access access : accesses) {
      all.add(Patterns.drawn(Math.max(0, (int) access.range(extents)[1]), all.size()));
    }
    return all;
  }
}
