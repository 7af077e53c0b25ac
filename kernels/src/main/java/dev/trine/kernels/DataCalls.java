package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.DataOps;
import dev.trine.tensor.DType;
import java.util.stream.Stream;

/** {@link DataOps} on a device: whatever the type of the elements, it is their bytes that move. */
final class DataCalls implements DataOps {
  private static final int WORD = Integer.BYTES;

  private final DeviceContext context;

  DataCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call fill(double value, View out) {
    Contract.fill(value, out);
    context.checkOwn("fill", out);
    int word = word(value, out.type());
    return move("fill", DeviceKernel.FILL, new Arguments().ints(word), out);
  }

  @Override
  public Call copy(View in, View out) {
    Contract.copy(in, out);
    context.checkOwn("copy", in, out);
    return move("copy", DeviceKernel.COPY, new Arguments(), in, out);
  }

  /** A launch that takes words while all views begin at one, and the bytes behind one by one. */
  private Call move(String op, DeviceKernel kernel, Arguments rest, View... views) {
    long bytes = views[0].bytes();
    if (bytes == 0) {
      return context.nothing(op);
    }
    boolean wide = Stream.of(views).allMatch(view -> view.byteOffset() % WORD == 0);
    int words = context.index(op, wide ? bytes / WORD : 0);
    int single = context.index(op, bytes - (long) WORD * words);
    Arguments arguments = new Arguments();
    Stream.of(views).forEach(arguments::bytes);
    return context.call(
        op,
        context.launch(
            kernel,
            context.groups(Math.max(words, single), kernel.lanes()),
            arguments.ints(words, single).and(rest)));
  }

  /** A word made of elements of this value. */
  private static int word(double value, DType type) {
    int bits = type.encode(value);
    return switch (type.bytes()) {
      case Byte.BYTES -> bits * 0x01010101;
      case Short.BYTES -> bits * 0x00010001;
      default -> bits;
    };
  }
}
