package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.expression.Arithmetic;
import dev.trine.expression.Expression;
import dev.trine.expression.Listing;
import dev.trine.kernels.DeviceMemory;
import dev.trine.kernels.Grid;
import dev.trine.kernels.Kernel;
import dev.trine.kernels.Launch;
import dev.trine.kernels.LaunchArgument;
import dev.trine.kernels.MapForm;
import dev.trine.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the first device there is. */
class OpenClRuntimeTest {
  private static final int N = 1000;
  private static final long BYTES = 4L * N;

  /** y += factor * x */
  private static final String SOURCE =
      """
      __kernel void axpy(__global const float* x, long x_offset, __global float* y, long y_offset,
                         float factor, int n) {
        for (int i = get_global_id(0); i < n; i += get_global_size(0)) {
          y[y_offset + i] += factor * x[x_offset + i];
        }
      }
      """;

  @TempDir Path cache;
  private OpenClRuntime runtime;

  @BeforeEach
  void open() {
    runtime = OpenClRuntime.open(target(), module -> SOURCE, cache);
  }

  OpenClDevice target() {
    return Devices.find(Required.devices().get(0).device().index());
  }

  @AfterEach
  void close() {
    if (runtime != null) {
      runtime.close();
    }
  }

  @Test
  void replaysWhatWasRecorded() {
    DeviceMemory x = upload(1);
    DeviceMemory y = upload(0);
    try (Launch launch = axpy(x, 1, y, 2, 0.5f, N - 2);
        Recording recording = runtime.record(List.of(launch, launch))) {
      assertArrayEquals(new float[N], download(y), "recording ran something");
      recording.replay();
      recording.replay();
      float[] expected = new float[N];
      for (int i = 2; i < N; i++) {
        expected[i] = 2f * (i - 1);
      }
      assertArrayEquals(expected, download(y));
    }
  }

  @Test
  void transfersParts() {
    DeviceMemory memory = upload(0);
    try (HostBuffer host = runtime.allocateHost(DType.F32, 10)) {
      host.put(3, new float[] {9, 8, 7, 6}, 1, 2);
      runtime.upload(host, memory, 4 * 100, 4 * 5).await();
      runtime.download(memory, 4 * 103, host, 4 * 3).await();
      float[] got = new float[10];
      host.get(0, got, 0, 10);
      assertArrayEquals(new float[] {8, 7, 0, 8, 7, 0, 0, 0, 0, 0}, got);
    }
  }

  @Test
  void hostMemoryHoldsEveryType() {
    try (HostBuffer floats = runtime.allocateHost(DType.F32, 2);
        HostBuffer ints = runtime.allocateHost(DType.I32, 2);
        HostBuffer bytes = runtime.allocateHost(DType.U8, 3);
        HostBuffer halves = runtime.allocateHost(DType.BF16, 3)) {
      floats.set(1, 0.1);
      assertEquals(0.1f, floats.get(1));
      ints.put(0, new int[] {7, Integer.MAX_VALUE}, 0, 2);
      assertEquals(Integer.MAX_VALUE, ints.get(1));
      ints.set(0, -3);
      assertEquals(-3, ints.get(0));
      bytes.put(1, new byte[] {0, (byte) 200, 7}, 1, 2);
      bytes.set(0, 255);
      byte[] gotBytes = new byte[3];
      bytes.get(0, gotBytes, 0, 3);
      assertArrayEquals(new byte[] {-1, (byte) 200, 7}, gotBytes);
      assertEquals(200, bytes.get(1));
      halves.put(1, new short[] {0, 0x4000, (short) 0xBFC0}, 1, 2);
      halves.set(0, 1.0 / 3);
      short[] gotHalves = new short[3];
      halves.get(0, gotHalves, 0, 3);
      assertArrayEquals(new short[] {0x3EAB, 0x4000, (short) 0xBFC0}, gotHalves);
      assertEquals(-1.5, halves.get(2));
      assertThrows(IllegalArgumentException.class, () -> ints.set(0, -2.6));
      assertThrows(IllegalArgumentException.class, () -> bytes.set(0, 256));
      assertThrows(IllegalArgumentException.class, () -> bytes.put(0, new short[1], 0, 1));
      assertThrows(IllegalArgumentException.class, () -> halves.get(0, new byte[1], 0, 1));
      assertThrows(IllegalArgumentException.class, () -> ints.put(0, new float[1], 0, 1));
      assertThrows(IllegalArgumentException.class, () -> floats.get(0, new int[1], 0, 1));
      assertThrows(IndexOutOfBoundsException.class, () -> floats.set(2, 0));
      assertThrows(IndexOutOfBoundsException.class, () -> floats.get(1, new float[2], 0, 2));
    }
  }

  @Test
  void ticketsMayBeForgotten() {
    DeviceMemory memory = runtime.allocate(BYTES);
    try (HostBuffer host = runtime.allocateHost(DType.F32, N)) {
      Ticket first = runtime.upload(host, memory, 0, BYTES);
      for (int i = 0; i < N; i++) {
        runtime.upload(host, memory, 0, BYTES);
      }
      first.await();
      first.await();
    }
  }

  @Test
  void whatDoesNotFitIsNull() {
    assertNull(runtime.allocate(1L << 60));
  }

  @Test
  void aBrokenKernelGivesTheCompilersLog() {
    try (OpenClRuntime broken =
        OpenClRuntime.open(target(), module -> "__kernel void f() { nonsense; }", cache)) {
      TrineException failure = assertThrows(TrineException.class, () -> broken.kernel("bad", "f"));
      assertTrue(failure.getMessage().contains("kernels 'bad'"), failure.getMessage());
      assertTrue(failure.getMessage().contains("nonsense"), failure.getMessage());
    }
  }

  /** Of numbers that are not of the type of their tensor. */
  @Test
  void aBrokenMappingIsShown() {
    Expression squared = Arithmetic.multiply(Arithmetic.load(0), Arithmetic.load(0));
    MapForm form =
        new MapForm(
            Listing.of(List.of(squared)),
            1,
            List.of(new MapForm.Tensor(DType.F32, MapForm.Walk.DENSE)),
            List.of(new MapForm.Tensor(DType.I32, MapForm.Walk.DENSE)),
            false);
    TrineException failure = assertThrows(TrineException.class, () -> runtime.generate(form));
    assertTrue(failure.getMessage().contains("kernels 'map_"), failure.getMessage());
    assertTrue(failure.getMessage().contains("ints"), failure.getMessage());
    assertTrue(failure.getMessage().contains("MULTIPLY [0, 0]"), failure.getMessage());
  }

  @Test
  void aMappingIsCompiledOnce() {
    MapForm form =
        new MapForm(
            Listing.of(List.of(Arithmetic.load(0))),
            1,
            List.of(new MapForm.Tensor(DType.F32, MapForm.Walk.DENSE)),
            List.of(new MapForm.Tensor(DType.F32, MapForm.Walk.DENSE)),
            false);
    assertSame(runtime.generate(form), runtime.generate(form));
  }

  @Test
  void wrongLaunchesAreRefusedWhenPrepared() {
    Kernel kernel = runtime.kernel("axpy", "axpy");
    assertThrows(TrineException.class, () -> runtime.kernel("axpy", "missing"));
    LaunchArgument.Int number = new LaunchArgument.Int(1);
    assertThrows(
        IllegalArgumentException.class,
        () -> runtime.prepare(kernel, Grid.of(1, 1), List.of(number)));
    assertThrows(
        IllegalArgumentException.class,
        () -> runtime.prepare(kernel, Grid.of(1, 1), Collections.nCopies(6, number)));
    assertThrows(
        IllegalArgumentException.class,
        () -> runtime.prepare(kernel, Grid.of(1, 1 << 20), arguments(null, 0, null, 0, 1, 1)));
  }

  @Test
  void closedThingsAreRefused() {
    DeviceMemory x = upload(1);
    Launch launch = axpy(x, 0, x, 0, 1, N);
    HostBuffer host = runtime.allocateHost(DType.F32, 1);
    host.close();
    host.close();
    assertThrows(IllegalStateException.class, () -> host.get(0));
    assertThrows(IllegalStateException.class, () -> runtime.upload(host, x, 0, 4));
    x.close();
    x.close();
    assertThrows(IllegalStateException.class, launch::enqueue);
    launch.close();
    launch.close();
    assertThrows(IllegalStateException.class, launch::enqueue);
  }

  @Test
  void closingGivesEverythingBackOnce() {
    DeviceMemory x = upload(1);
    Launch launch = axpy(x, 0, x, 0, 1, N);
    launch.enqueue();
    runtime.close();
    runtime.close();
    launch.close();
    x.close();
    assertThrows(IllegalStateException.class, () -> runtime.allocate(4));
    assertThrows(IllegalStateException.class, runtime::synchronize);
  }

  @Test
  void rebuildsWhatTheDiskHasDamaged() throws IOException {
    runtime.kernel("axpy", "axpy");
    for (Path file : binaries()) {
      Files.write(file, new byte[] {1, 2, 3});
    }
    for (int opening = 0; opening < 2; opening++) {
      runtime.close();
      open();
      replaysWhatWasRecorded();
    }
    for (Path file : binaries()) {
      assertTrue(file.toFile().length() > 100, "nothing was replaced");
    }
  }

  private List<Path> binaries() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.filter(file -> file.toString().endsWith(".bin")).toList();
    }
  }

  private Launch axpy(DeviceMemory x, long xAt, DeviceMemory y, long yAt, float factor, int n) {
    return runtime.prepare(
        runtime.kernel("axpy", "axpy"), Grid.of(3, 32), arguments(x, xAt, y, yAt, factor, n));
  }

  private static List<LaunchArgument> arguments(
      DeviceMemory x, long xAt, DeviceMemory y, long yAt, float factor, int n) {
    return List.of(
        new LaunchArgument.Memory(x, xAt),
        new LaunchArgument.Memory(y, yAt),
        new LaunchArgument.Float(factor),
        new LaunchArgument.Int(n));
  }

  /** The numbers from 0 times a factor. */
  private DeviceMemory upload(float factor) {
    DeviceMemory memory = runtime.allocate(BYTES);
    try (HostBuffer host = runtime.allocateHost(DType.F32, N)) {
      for (int i = 0; i < N; i++) {
        host.set(i, factor * i);
      }
      runtime.upload(host, memory, 0, BYTES).await();
    }
    return memory;
  }

  private float[] download(DeviceMemory memory) {
    float[] content = new float[N];
    try (HostBuffer host = runtime.allocateHost(DType.F32, N)) {
      runtime.download(memory, 0, host, BYTES).await();
      host.get(0, content, 0, N);
    }
    return content;
  }
}
