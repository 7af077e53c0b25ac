package dev.trine.cli.bench;

import dev.trine.backend.Backend;
import dev.trine.backend.Device;
import dev.trine.backend.op.Matmul;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * How fast the backend multiplies large matrices: the best product of the run. Square ones, as
 * large as take a device a while to compute, since what is best differs from device to device.
 */
final class GemmPeak implements AutoCloseable {
  private static final int SMALLEST = 256;
  private static final int LARGEST = 8192;
  private static final int SIZES = 2;
  private static final double LONG_ENOUGH_SECONDS = 0.02;

  /** The largest part of the device's memory that the operands may take. */
  private static final double MEMORY = 1.0 / 8;

  private final Stopwatch stopwatch;
  private final Deque<MatrixProducts> products = new ArrayDeque<>();
  private Iterator<MatrixProducts> next;
  private double best;

  /** Finds the sizes: doubled until one product takes long enough; keeps the last few. */
  GemmPeak(Backend backend) {
    this.stopwatch = new Stopwatch(backend);
    for (int size = SMALLEST; size <= LARGEST && fits(backend.device(), size); size *= 2) {
      MatrixProducts product =
          new MatrixProducts(backend, Matmul.of(size, size, size, false, false));
      products.addLast(product);
      if (products.size() > SIZES) {
        products.removeFirst().close();
      }
      stopwatch.seconds(product::enqueue, 1);
      if (measure(product) >= LONG_ENOUGH_SECONDS) {
        break;
      }
    }
    next = products.iterator();
  }

  private static boolean fits(Device device, long size) {
    long bytes = size * size * Float.BYTES;
    return size == SMALLEST
        || (bytes <= device.maxAllocationBytes() && 3 * bytes <= MEMORY * device.memoryBytes());
  }

  /** Measures one more product; takes turns among the sizes. */
  double sample() {
    if (!next.hasNext()) {
      next = products.iterator();
    }
    return measure(next.next());
  }

  private double measure(MatrixProducts product) {
    double seconds = stopwatch.seconds(product::enqueue, 1);
    best = Math.max(best, product.flops() / seconds);
    return seconds;
  }

  /** The most floating-point operations a second that were seen. */
  double best() {
    return best;
  }

  @Override
  public void close() {
    products.forEach(MatrixProducts::close);
    products.clear();
  }
}
