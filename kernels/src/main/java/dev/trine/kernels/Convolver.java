package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.internal.ConvolutionShape;
import java.util.Map;

/** A way to convolve on a device, without what the window sees being in memory. */
interface Convolver {
  /**
   * Prepares the product with the filters. All is checked, and nothing empty.
   *
   * @param op for messages
   * @param seen images; backwards results
   * @param out results; backwards images
   */
  LaunchCall convolve(String op, SeenProduct product, View seen, View filters, View out);

  /** Prepares the gradient by the filters, likewise. */
  LaunchCall convolveFilters(
      String op, ConvolutionShape shape, View images, View results, View filters);

  /** Every way that these choose between, by name, each of which takes any convolution. */
  Map<String, Convolver> variants();
}
