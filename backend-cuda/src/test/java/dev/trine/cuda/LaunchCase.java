package dev.trine.cuda;

import dev.trine.backend.HostBuffer;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.Grid;
import dev.trine.kernels.KernelForm;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A launch of a generated kernel: what its tensors hold before, and what they must hold after.
 *
 * @param tensors in the order of the kernel's parameters
 * @param numbers the parameters behind them
 */
record LaunchCase(
    String name, KernelForm form, List<Operand> tensors, List<LaunchArgument> numbers) {
  /** Elements in front of each tensor, and behind it. */
  private static final int MARGIN = 5;

  private static final int SENTINEL = 0x5E;
  private static final int LANES = 64;

  /**
   * A tensor.
   *
   * @param start the place of the grid's first element in it
   * @param before the bits of all elements
   * @param after the same, once the launch has run
   * @param over the number of the tensor in whose memory it is; −1 if that is its own
   */
  record Operand(DType type, int start, int[] before, int[] after, int over) {}

  /** What differs first; empty where all is right, and what is around the tensors untouched. */
  Optional<String> difference(Function<KernelForm, Ptx> generated, int groups) {
    // Starts the driver.
    new CudaProvider().candidates(true);
    try (CudaRuntime runtime = CudaRuntime.open(CudaDevice.describe(0), Ptx::load, generated)) {
      return difference(runtime, groups);
    }
  }

  Optional<String> difference(CudaRuntime runtime, int groups) {
    List<DeviceMemory> memories = new ArrayList<>();
    List<LaunchArgument> arguments = new ArrayList<>();
    for (Operand tensor : tensors) {
      memories.add(
          tensor.over >= 0
              ? memories.get(tensor.over)
              : upload(runtime, image(tensor, tensor.before)));
      DeviceMemory memory = memories.get(memories.size() - 1);
      arguments.add(new LaunchArgument.Memory(memory, MARGIN + tensor.start));
    }
    arguments.addAll(numbers);
    try (Launch launch =
        runtime.prepare(runtime.generate(form), Grid.of(groups, LANES), arguments)) {
      launch.enqueue();
      runtime.synchronize();
    }
    Optional<String> difference = Optional.empty();
    for (int t = 0; t < tensors.size() && difference.isEmpty(); t++) {
      byte[] right = image(tensors.get(t), tensors.get(t).after);
      difference = difference(t, right, download(runtime, memories.get(t)));
    }
    memories.stream().distinct().forEach(DeviceMemory::close);
    return difference;
  }

  private Optional<String> difference(int tensor, byte[] right, byte[] found) {
    DType type = tensors.get(tensor).type;
    for (int i = 0; i < right.length / type.bytes(); i++) {
      int wanted = element(right, type, i);
      int given = element(found, type, i);
      boolean bothNaN =
          type != DType.I32
              && Double.isNaN(type.decode(wanted))
              && Double.isNaN(type.decode(given));
      if (wanted != given && !bothNaN) {
        return Optional.of(
            "%s in %s: element %d of tensor %d is %x, expected %x"
                .formatted(
                    name, form.getClass().getSimpleName(), i - MARGIN, tensor, given, wanted));
      }
    }
    return Optional.empty();
  }

  private static byte[] image(Operand tensor, int[] content) {
    int bytes = tensor.type.bytes();
    byte[] image = new byte[(content.length + 2 * MARGIN) * bytes];
    Arrays.fill(image, (byte) SENTINEL);
    for (int i = 0; i < content.length; i++) {
      for (int b = 0; b < bytes; b++) {
        image[(MARGIN + i) * bytes + b] = (byte) (content[i] >> Byte.SIZE * b);
      }
    }
    return image;
  }

  private static int element(byte[] image, DType type, int number) {
    ByteBuffer bytes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
    return switch (type.bytes()) {
      case 1 -> bytes.get(number) & 0xFF;
      case 2 -> bytes.getShort(2 * number) & 0xFFFF;
      default -> bytes.getInt(4 * number);
    };
  }

  private static DeviceMemory upload(CudaRuntime runtime, byte[] image) {
    DeviceMemory memory = runtime.allocate(image.length);
    try (HostBuffer host = runtime.allocateHost(DType.U8, image.length)) {
      host.put(0, image, 0, image.length);
      runtime.upload(host, memory, 0, image.length).await();
    }
    return memory;
  }

  private static byte[] download(CudaRuntime runtime, DeviceMemory memory) {
    byte[] image = new byte[(int) memory.bytes()];
    try (HostBuffer host = runtime.allocateHost(DType.U8, image.length)) {
      runtime.download(memory, 0, host, image.length).await();
      host.get(0, image, 0, image.length);
    }
    return image;
  }

  @Override
  public String toString() {
    return name;
  }
}
