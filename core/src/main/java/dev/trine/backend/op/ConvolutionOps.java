package dev.trine.backend.op;

import dev.trine.backend.Call;
import dev.trine.backend.View;

/**
 * Convolution in one piece. A backend that has it implements this beside {@link
 * dev.trine.backend.Backend}; for others the graph has what the window sees, and a matrix product.
 *
 * <p>Images are F32 [batch, height, width, channels], filters F32 [window's height, window's width,
 * channels / groups, filters], results F32 [batch, rows, columns, filters], all of them dense. Of
 * several groups, group g has channels g·channels/groups and so on, and as many of the filters.
 * Elements beyond the edges of an image are 0; whether they are multiplied or left out, which
 * differs where the other factor is not finite, is the backend's choice. Outputs must not overlap
 * inputs.
 */
public interface ConvolutionOps {
  /** {@code results[b,y,x,f] = Σ images[b, y·down + i·rowStep − top, …, c] · filters[i,j,c,f]} */
  Call convolve(Window window, int groups, View images, View filters, View results);

  /** The gradient by the images: each the sum over all places that see it. */
  Call convolveImages(Window window, int groups, View results, View filters, View images);

  /** The gradient by the filters: the sum over all places and images. */
  Call convolveFilters(Window window, int groups, View images, View results, View filters);
}
