package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.expression.Listing;
import dev.trine.expression.SinglePrecision;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A mapping with what its inputs hold, to be compared with {@link SinglePrecision} bit by bit.
 *
 * @param inputs the bits of each input's elements
 * @param offset of each view in its buffer, in elements
 * @param inPlace the input whose view the first output is; −1 for none
 */
record MapCase(String name, Mapping spec, List<int[]> inputs, int offset, int inPlace) {
  /** What an output holds before, and behind and in front of its view. */
  private static final int SENTINEL = 0x5AFE5AFE;

  private static final int MARGIN = 5;

  MapCase(String name, Mapping spec, List<int[]> inputs) {
    this(name, spec, inputs, 0, -1);
  }

  MapCase at(int newOffset) {
    return new MapCase(name + " at " + newOffset, spec, inputs, newOffset, inPlace);
  }

  MapCase inPlace(int input) {
    return new MapCase(name + " in place", spec, inputs, offset, input);
  }

  /** What differs first; empty where all bits are right, and those around the outputs untouched. */
  Optional<String> difference(Backend backend) {
    List<int[]> expected = expected();
    List<int[]> found = run(backend);
    for (int o = 0; o < expected.size(); o++) {
      for (int i = 0; i < expected.get(o).length; i++) {
        int right = expected.get(o)[i];
        int given = found.get(o)[i];
        if (right != given && !(type(o) == DType.F32 && isNaN(right) && isNaN(given))) {
          return Optional.of(
              "%s: element %d of output %d is %08x, expected %08x"
                  .formatted(name, i - offset, o, given, right));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNaN(int bits) {
    return Float.isNaN(Float.intBitsToFloat(bits));
  }

  private DType type(int output) {
    return spec.results().get(output).to().type();
  }

  /** The content of each output's buffer. */
  private List<int[]> before() {
    List<int[]> contents = new ArrayList<>();
    for (int o = 0; o < spec.results().size(); o++) {
      int[] content;
      if (o == 0 && inPlace >= 0) {
        content = framed(inputs.get(inPlace));
      } else {
        long elements = spec.results().get(o).to().range(spec.extents())[1];
        content = framed(new int[(int) elements]);
        Arrays.fill(content, SENTINEL);
      }
      contents.add(content);
    }
    return contents;
  }

  private int[] framed(int[] content) {
    int[] framed = new int[offset + content.length + MARGIN];
    Arrays.fill(framed, SENTINEL);
    System.arraycopy(content, 0, framed, offset, content.length);
    return framed;
  }

  private List<int[]> expected() {
    List<int[]> outputs = before();
    SinglePrecision oracle = new SinglePrecision(Listing.of(spec.values()));
    for (long element = 0; element < spec.extents().elements(); element++) {
      long[] coordinates = spec.extents().coordinates(element);
      int[] index = Arrays.stream(coordinates).mapToInt(i -> (int) i).toArray();
      int[] loads = new int[inputs.size()];
      for (int i = 0; i < loads.length; i++) {
        loads[i] = inputs.get(i)[(int) spec.inputs().get(i).position(coordinates)];
      }
      int[] results = oracle.run(loads, index);
      for (int o = 0; o < results.length; o++) {
        outputs.get(o)[offset + (int) spec.results().get(o).to().position(coordinates)] =
            results[o];
      }
    }
    return outputs;
  }

  private List<int[]> run(Backend backend) {
    List<Buffer> buffers = new ArrayList<>();
    try {
      List<View> in = new ArrayList<>();
      for (int i = 0; i < inputs.size(); i++) {
        in.add(view(backend, buffers, spec.inputs().get(i).type(), framed(inputs.get(i))));
      }
      List<View> out = new ArrayList<>();
      List<int[]> before = before();
      for (int o = 0; o < before.size(); o++) {
        out.add(
            o == 0 && inPlace >= 0
                ? in.get(inPlace)
                : view(backend, buffers, type(o), before.get(o)));
      }
      try (Call call = backend.map(spec, in, out)) {
        call.enqueue();
        backend.synchronize();
      }
      return out.stream().map(view -> download(backend, view)).toList();
    } finally {
      buffers.forEach(Buffer::close);
    }
  }

  private View view(Backend backend, List<Buffer> buffers, DType type, int[] content) {
    View whole = backend.allocate(new TensorType(type, Shape.of(content.length)), name);
    buffers.add(whole.buffer());
    try (HostBuffer host = backend.allocateHost(type, content.length)) {
      if (type == DType.F32) {
        float[] floats = new float[content.length];
        for (int i = 0; i < floats.length; i++) {
          floats[i] = Float.intBitsToFloat(content[i]);
        }
        host.put(0, floats, 0, floats.length);
      } else {
        host.put(0, content, 0, content.length);
      }
      backend.upload(host, whole).await();
    }
    return whole.part(offset, Shape.of(content.length - offset - MARGIN));
  }

  /** The whole buffer of a view. */
  private static int[] download(Backend backend, View view) {
    int elements = (int) (view.buffer().bytes() / view.type().bytes());
    View whole = view.buffer().view(view.type(), 0, Shape.of(elements));
    int[] bits = new int[elements];
    try (HostBuffer host = backend.allocateHost(view.type(), elements)) {
      backend.download(whole, host).await();
      if (view.type() == DType.F32) {
        float[] floats = new float[elements];
        host.get(0, floats, 0, elements);
        for (int i = 0; i < elements; i++) {
          bits[i] = Float.floatToRawIntBits(floats[i]);
        }
      } else {
        host.get(0, bits, 0, elements);
      }
    }
    return bits;
  }

  @Override
  public String toString() {
    return name;
  }
}
