package dev.trine.cpu;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.UnsupportedOpException;
import dev.trine.backend.internal.ConvolutionShape;
import dev.trine.tensor.DType;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.dnnl_memory;

/**
 * One of the products of a convolution, cut into parts of some images each. How it is cut does not
 * depend on the number of threads, and no part runs on more than one, so that no bit does either.
 */
final class ConvolutionParts implements AutoCloseable {
  /** Floating-point operations below which another part costs more than it brings. */
  private static final double WORTHWHILE = 4e6;

  private final NativeObjects kept = new NativeObjects();

  /** By how many images they take: there are at most two such numbers. */
  private final Map<Integer, ConvolutionPlan> plans = new LinkedHashMap<>();

  private final Part[] parts;

  /** Some images, and what belongs to them. */
  record Part(ConvolutionPlan plan, dnnl_memory images, dnnl_memory results) {
    void multiply(int worker, dnnl_memory filters) {
      plan.multiply(worker, images, filters, results);
    }
  }

  /**
   * @param most how many parts are wanted at most
   * @param factors what the two that are multiplied are of
   */
  ConvolutionParts(
      OneDnnEngine owner,
      ConvolutionProduct kind,
      ConvolutionShape shape,
      long most,
      int workers,
      Region images,
      Region results,
      DType factors) {
    long wanted = Math.max(1, Math.min(most, (long) (shape.flops() / WORTHWHILE)));
    Pieces cut = new Pieces(shape.batch(), (int) Math.min(shape.batch(), wanted));
    parts = new Part[cut.count()];
    try {
      for (int i = 0; i < parts.length; i++) {
        long first = cut.start(i);
        int count = cut.start(i + 1) - cut.start(i);
        ConvolutionPlan plan =
            plans.computeIfAbsent(
                count, n -> new ConvolutionPlan(owner, kept, kind, shape, factors, n, workers));
        parts[i] =
            new Part(
                plan,
                plan.images(images.address() + first * shape.ofImage() * images.type().bytes()),
                plan.results(
                    results.address() + first * shape.ofResult() * results.type().bytes()));
      }
    } catch (OutOfDeviceMemoryException full) {
      kept.close();
      throw full;
    } catch (RuntimeException refused) {
      kept.close();
      throw new UnsupportedOpException(
          "%s cannot prepare %s of %s: %s"
              .formatted(owner.driver(), kind.op(), shape, refused.getMessage()),
          refused);
    }
  }

  int count() {
    return parts.length;
  }

  Part get(int part) {
    return parts[part];
  }

  Collection<ConvolutionPlan> plans() {
    return plans.values();
  }

  @Override
  public void close() {
    kept.close();
  }
}
