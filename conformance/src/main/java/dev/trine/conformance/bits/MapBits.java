package dev.trine.conformance.bits;

import dev.trine.backend.op.Mapping;
import dev.trine.conformance.bits.BitCase.Tensor;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.Shape;
import java.util.List;

/** A mapping, the bits of its inputs, and what {@link SinglePrecision} makes of them. */
record MapBits(Mapping mapping, List<int[]> inputs) {
  /** A case whose results have places of their own. */
  BitCase apart(String name) {
    return inPlace(name, mapping.results().stream().map(result -> -1).toList());
  }

  /**
   * @param places for each result the input that it overwrites, or −1
   */
  BitCase inPlace(String name, List<Integer> places) {
    List<Tensor> results =
        mapping.results().stream()
            .map(result -> Contents.blank(result, mapping.extents()))
            .toList();
    return new BitCase(
        name,
        Contents.inputs(mapping.inputs(), inputs),
        results,
        places,
        (backend, from, to) -> backend.map(mapping, from, to),
        () -> compute(Contents.before(results, places, inputs)));
  }

  private List<int[]> compute(List<int[]> results) {
    SinglePrecision computation = new SinglePrecision(Listing.of(mapping.values()));
    Shape extents = mapping.extents();
    for (long element = 0; element < extents.elements(); element++) {
      long[] index = extents.coordinates(element);
      int[] loads = Contents.at(index, mapping.inputs(), inputs);
      int[] values = computation.run(loads, Contents.ints(index));
      for (int o = 0; o < values.length; o++) {
        results.get(o)[(int) mapping.results().get(o).to().position(index)] = values[o];
      }
    }
    return results;
  }
}
