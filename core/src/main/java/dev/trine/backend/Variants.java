package dev.trine.backend;

import dev.trine.backend.op.ConvolutionOps;
import dev.trine.backend.op.MatrixOps;
import java.util.List;

/**
 * What a backend chooses by a tensor's size, named so that all of it can be tried on small tensors.
 *
 * @param products every way in which it multiplies matrices, at least one
 * @param convolutions every way in which it convolves, none where it has no convolution in one
 *     piece
 * @param elementsAtOnce how many elements of an elementwise op its lanes take before they go round
 *     again; 0 where there are no such rounds
 */
public record Variants(
    List<Product> products, List<Convolution> convolutions, long elementsAtOnce) {
  /**
   * One way to multiply matrices, of any shape.
   *
   * @param name for messages
   */
  public record Product(String name, MatrixOps matrices) {}

  /**
   * One way to convolve, of any shape.
   *
   * @param name for messages
   */
  public record Convolution(String name, ConvolutionOps convolutions) {}

  public Variants {
    products = List.copyOf(products);
    convolutions = List.copyOf(convolutions);
  }

  /** Of a backend that has no convolution in one piece. */
  public Variants(List<Product> products, long elementsAtOnce) {
    this(products, List.of(), elementsAtOnce);
  }

  /** Of a backend that has one way for every size. */
  static Variants one(Backend backend) {
    List<Convolution> convolutions =
        backend instanceof ConvolutionOps convolving
            ? List.of(new Convolution("convolve", convolving))
            : List.of();
    return new Variants(List.of(new Product("matmul", backend)), convolutions, 0);
  }
}
