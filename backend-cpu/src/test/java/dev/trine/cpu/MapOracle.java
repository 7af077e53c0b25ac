package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Runs mappings on the CPU backend and compares every bit with {@link SinglePrecision}. */
final class MapOracle implements AutoCloseable {
  /** Where a view lies in its buffer; odd, so that nothing is aligned. */
  private static final int OFFSET = 3;

  private static final int UNTOUCHED = 0x5ead_beef;

  private static final long RUNS_TO_COMPILE = 6_000_000;

  private final Backend backend;

  MapOracle(int threads) {
    backend = CpuBackend.open(BackendOptions.defaults().withThreads(threads));
  }

  @Override
  public void close() {
    backend.close();
  }

  /** Compares all results over inputs that are hard and random. */
  void check(Mapping spec) {
    check(spec, 2);
  }

  /** As {@link #check}, after enough runs for the loops to have been compiled and vectorised. */
  void checkCompiled(Mapping spec) {
    check(spec, Math.toIntExact(RUNS_TO_COMPILE / Math.max(1, spec.extents().elements())));
  }

  private void check(Mapping spec, int runs) {
    Random random = new Random(1);
    List<int[]> inputs = new ArrayList<>();
    for (Access access : spec.inputs()) {
      inputs.add(Patterns.of(access.type(), size(access, spec.extents()), random));
    }
    check(spec, inputs, runs, false);
  }

  /** As {@link #check}, with the first output in place of the first input. */
  void checkInPlace(Mapping spec) {
    Random random = new Random(2);
    List<int[]> inputs = new ArrayList<>();
    for (Access access : spec.inputs()) {
      inputs.add(Patterns.of(access.type(), size(access, spec.extents()), random));
    }
    check(spec, inputs, 1, true);
  }

  private void check(Mapping spec, List<int[]> inputs, int runs, boolean inPlace) {
    List<int[]> expected = expected(spec, inputs, inPlace);
    List<View> views = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      views.add(upload(spec.inputs().get(i).type(), inputs.get(i)));
    }
    List<View> outputs = new ArrayList<>();
    for (int o = 0; o < spec.results().size(); o++) {
      Access to = spec.results().get(o).to();
      int[] fresh = new int[size(to, spec.extents())];
      Arrays.fill(fresh, UNTOUCHED);
      outputs.add(o == 0 && inPlace ? views.get(0) : upload(to.type(), fresh));
    }
    try (Call call = backend.map(spec, views, outputs)) {
      for (int run = 0; run < runs; run++) {
        call.enqueue();
      }
    }
    for (int o = 0; o < outputs.size(); o++) {
      DType type = spec.results().get(o).to().type();
      assertSame(spec, type, expected.get(o), download(outputs.get(o)));
    }
    views.forEach(view -> view.buffer().close());
    outputs.forEach(view -> view.buffer().close());
  }

  private static void assertSame(Mapping spec, DType type, int[] expected, int[] found) {
    for (int i = 0; i < expected.length; i++) {
      boolean bothNan =
          type == DType.F32
              && Float.isNaN(Float.intBitsToFloat(expected[i]))
              && Float.isNaN(Float.intBitsToFloat(found[i]));
      if (expected[i] != found[i] && !bothNan) {
        assertEquals(
            Integer.toHexString(expected[i]),
            Integer.toHexString(found[i]),
            "element " + i + " of " + expected.length + " of " + spec);
      }
    }
  }

  private static List<int[]> expected(Mapping spec, List<int[]> inputs, boolean inPlace) {
    Shape extents = spec.extents();
    List<int[]> outputs = new ArrayList<>();
    for (Mapping.Result result : spec.results()) {
      int[] fresh = new int[size(result.to(), extents)];
      Arrays.fill(fresh, UNTOUCHED);
      outputs.add(outputs.isEmpty() && inPlace ? inputs.get(0).clone() : fresh);
    }
    SinglePrecision machine = new SinglePrecision(Listing.of(spec.values()));
    int[] loads = new int[inputs.size()];
    int[] index = new int[extents.rank()];
    for (long element = 0; element < extents.elements(); element++) {
      long[] coordinates = extents.coordinates(element);
      for (int axis = 0; axis < index.length; axis++) {
        index[axis] = (int) coordinates[axis];
      }
      for (int i = 0; i < loads.length; i++) {
        loads[i] = inputs.get(i)[(int) spec.inputs().get(i).position(coordinates)];
      }
      int[] results = machine.run(loads, index);
      for (int o = 0; o < results.length; o++) {
        outputs.get(o)[(int) spec.results().get(o).to().position(coordinates)] = results[o];
      }
    }
    return outputs;
  }

  private static int size(Access access, Shape extents) {
    return extents.elements() == 0 ? 0 : (int) access.range(extents)[1];
  }

  private View upload(DType type, int[] bits) {
    View view =
        backend
            .allocate(new TensorType(type, Shape.of(bits.length + OFFSET + 1)), "test")
            .part(OFFSET, Shape.of(bits.length));
    try (HostBuffer host = backend.allocateHost(type, bits.length)) {
      CpuHostBuffer.of(host).content().asIntBuffer().put(0, bits);
      backend.upload(host, view).await();
    }
    return view;
  }

  private int[] download(View view) {
    int[] bits = new int[(int) view.elements()];
    try (HostBuffer host = backend.allocateHost(view.type(), bits.length)) {
      backend.download(view, host).await();
      IntBuffer ints = CpuHostBuffer.of(host).content().asIntBuffer();
      ints.get(0, bits);
    }
    return bits;
  }
}
