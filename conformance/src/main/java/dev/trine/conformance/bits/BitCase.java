package dev.trine.conformance.bits;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.backend.internal.Scratch;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A call, the bits of its tensors, and what it must make of them.
 *
 * @param results what lies there before; of one in place, the input
 * @param inPlace for each result the input that it overwrites, or −1
 * @param expected all elements of the results' tensors afterwards
 */
public record BitCase(
    String name,
    List<Tensor> inputs,
    List<Tensor> results,
    List<Integer> inPlace,
    Binding binding,
    Supplier<List<int[]>> expected) {
  /** Before the first element: at 16 bytes, and not. */
  private static final int[] OFFSETS = {64, 61};

  /** The bits of all elements. */
  public record Tensor(DType type, int[] content) {}

  /** Prepares the call on a backend. */
  @FunctionalInterface
  public interface Binding {
    Call bind(Backend backend, List<View> inputs, List<View> outputs);
  }

  /**
   * Runs it on a backend, with aligned tensors and with others.
   *
   * @throws AssertionError that names the first element that is wrong, or was written and must not
   *     be
   */
  public void check(Backend backend) {
    List<int[]> wanted = expected.get();
    for (int offset : OFFSETS) {
      check(backend, offset, wanted);
    }
  }

  private void check(Backend backend, int offset, List<int[]> wanted) {
    try (Resources resources = new Resources()) {
      List<Bits> placed = new ArrayList<>();
      for (Tensor input : inputs) {
        placed.add(resources.add(place(backend, input, offset)));
      }
      List<Bits> written = new ArrayList<>();
      for (int o = 0; o < results.size(); o++) {
        written.add(
            inPlace.get(o) >= 0
                ? placed.get(inPlace.get(o))
                : resources.add(place(backend, results.get(o), offset)));
      }
      try (Call call = binding.bind(backend, views(placed), views(written));
          Buffer scratch = Scratch.attach(backend, List.of(call), "scratch")) {
        call.enqueue();
        backend.synchronize();
      }
      for (int o = 0; o < written.size(); o++) {
        written.get(o).compare("%s, result %s at %s".formatted(name, o, offset), wanted.get(o));
      }
    }
  }

  private static Bits place(Backend backend, Tensor tensor, int offset) {
    return new Bits(backend, tensor.type(), offset, tensor.content());
  }

  private static List<View> views(List<Bits> tensors) {
    return tensors.stream().map(Bits::view).toList();
  }

  @Override
  public String toString() {
    return name;
  }
}
