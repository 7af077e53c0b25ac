package dev.trine.graph.ops;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.Window;
import dev.trine.graph.Cost;
import dev.trine.graph.Fused;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;

/**
 * One of the three products of a convolution: forward, and its gradients by images and by filters.
 * Where no backend has them in one piece, they are matrix products of what the window sees.
 */
public sealed interface Convolution extends Fused
    permits Convolve, ConvolveImages, ConvolveFilters {
  Window window();

  int groups();

  @Override
  default boolean isClaimedBy(Backend backend, List<TensorType> inputs) {
    return backend instanceof ConvolutionOps;
  }

  /** Of each result, a product and a sum for each element that the window sees of its group. */
  static Cost cost(Window window, int groups, long channels, View results, View... all) {
    long terms = window.elements() * (channels / groups);
    return new Cost(2 * terms * results.elements(), Cost.of(0, List.of(all), List.of()).bytes());
  }

  /** Checks that something is a batch of images. */
  default void checkImages(TensorType images) {
    if (images.type() != DType.F32 || images.shape().rank() != 4) {
      throw new IllegalArgumentException(
          "Convolution takes images of F32[batch, height, width, channels], not " + images);
    }
  }

  /** Checks that filters go with images. */
  default void checkFilters(Shape images, TensorType filters) {
    long channels = images.dimension(3);
    boolean fits =
        filters.type() == DType.F32
            && filters.shape().rank() == 4
            && filters.shape().dimension(0) == window().height()
            && filters.shape().dimension(1) == window().width()
            && filters.shape().dimension(2) * groups() == channels
            && filters.shape().dimension(3) % groups() == 0;
    if (!fits) {
      throw new IllegalArgumentException(
          "Convolution of %s channels in %s groups by a window of %s×%s takes filters of F32[%s, %s, %s, a multiple of %s], not %s"
              .formatted(
                  channels,
                  groups(),
                  window().height(),
                  window().width(),
                  window().height(),
                  window().width(),
                  channels % groups() == 0 ? channels / groups() : channels + "/" + groups(),
                  groups(),
                  filters));
    }
  }
}
