package dev.trine.backend;

import dev.trine.backend.op.MatrixOps;
import java.util.List;

/**
 * What a backend chooses by a tensor's size, named so that all of it can be tried on small tensors.
 *
 * @param products every way in which it multiplies matrices, at least one
 * @param elementsAtOnce how many elements of an elementwise op its lanes take before they go round
 *     again; 0 where there are no such rounds
 */
public record Variants(List<Product> products, long elementsAtOnce) {
  /**
   * One way to multiply matrices, of any shape.
   *
   * @param name for messages
   */
  public record Product(String name, MatrixOps matrices) {}

  public Variants {
    products = List.copyOf(products);
  }

  /** Of a backend that has one way for every size. */
  static Variants one(MatrixOps matrices) {
    return new Variants(List.of(new Product("matmul", matrices)), 0);
  }
}
