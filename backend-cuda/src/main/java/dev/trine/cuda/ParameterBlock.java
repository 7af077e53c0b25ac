package dev.trine.cuda;

import dev.trine.kernels.LaunchArgument;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import jcuda.Pointer;

/**
 * The values of a launch's parameters in native memory, and their addresses, as {@code
 * cuLaunchKernel} takes them. Not in Java arrays, which JCuda copies at each launch.
 */
final class ParameterBlock {
  private final ByteBuffer values;
  private final Pointer[] addresses;
  private int count;

  private ParameterBlock(int most) {
    values = ByteBuffer.allocateDirect(most * Long.BYTES).order(ByteOrder.nativeOrder());
    addresses = new Pointer[most];
  }

  /** The array of addresses; it keeps the values reachable. */
  static Pointer of(List<LaunchArgument> arguments) {
    ParameterBlock block = new ParameterBlock(2 * arguments.size());
    for (LaunchArgument argument : arguments) {
      if (argument instanceof LaunchArgument.Memory memory) {
        block.values.putLong(block.next(), ((CudaMemory) memory.memory()).address());
        block.values.putLong(block.next(), memory.offset());
      } else if (argument instanceof LaunchArgument.Int number) {
        block.values.putInt(block.next(), number.value());
      } else if (argument instanceof LaunchArgument.Long number) {
        block.values.putLong(block.next(), number.value());
      } else if (argument instanceof LaunchArgument.Float number) {
        block.values.putFloat(block.next(), number.value());
      }
    }
    return Pointer.to(Arrays.copyOf(block.addresses, block.count));
  }

  /** The place of the next parameter. */
  private int next() {
    int at = count * Long.BYTES;
    addresses[count++] = Pointer.to(values).withByteOffset(at);
    return at;
  }
}
