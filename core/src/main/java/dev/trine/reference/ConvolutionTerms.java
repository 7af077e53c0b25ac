package dev.trine.reference;

import dev.trine.backend.op.Window;
import dev.trine.tensor.Shape;

/**
 * The terms of a convolution: which element of the images is multiplied by which of the filters for
 * which of the results. All three products of a convolution are sums over the same triples.
 *
 * @param images [batch, height, width, channels]
 * @param filters how many
 */
public record ConvolutionTerms(Window window, int groups, Shape images, int filters) {
  /** Is given a triple, as the numbers of elements of dense tensors. */
  @FunctionalInterface
  public interface Visitor {
    void visit(int image, int filter, int result);
  }

  /** Visits all triples; what lies beyond the edges of an image is 0 and has none. */
  public void forEach(Visitor visitor) {
    int rows = (int) window.rows(images.dimension(1));
    int columns = (int) window.columns(images.dimension(2));
    int places = (int) images.dimension(0) * rows * columns;
    for (int place = 0; place < places; place++) {
      int y = place / columns % rows * window.down() - window.top();
      int x = place % columns * window.across() - window.left();
      for (int i = 0; i < window.height(); i++) {
        for (int j = 0; j < window.width(); j++) {
          int row = y + i * window.rowStep();
          int column = x + j * window.columnStep();
          if (isWithin(row, images.dimension(1)) && isWithin(column, images.dimension(2))) {
            int ofAll = place / columns / rows * (int) images.dimension(1) + row;
            int pixel = ofAll * (int) images.dimension(2) + column;
            channels(pixel, i * window.width() + j, place, visitor);
          }
        }
      }
    }
  }

  private void channels(int pixel, int element, int place, Visitor visitor) {
    int channels = (int) images.dimension(3);
    int share = channels / groups;
    for (int f = 0; f < filters; f++) {
      int first = f / (filters / groups) * share;
      for (int c = 0; c < share; c++) {
        visitor.visit(
            pixel * channels + first + c, (element * share + c) * filters + f, place * filters + f);
      }
    }
  }

  private static boolean isWithin(int position, long extent) {
    return position >= 0 && position < extent;
  }
}
