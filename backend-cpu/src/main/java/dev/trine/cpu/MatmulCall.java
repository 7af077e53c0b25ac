package dev.trine.cpu;

/** A matrix product, shared out to the team. */
final class MatmulCall extends CpuCall {
  private final MatrixProduct product;

  MatmulCall(Queue queue, MatrixProduct product, Region a, Region b, Region bias, Region out) {
    super(queue, "matmul", a, b, bias, out);
    this.product = product;
  }

  @Override
  void execute() {
    queue().team().run(product.pieces(), product);
  }

  @Override
  void release() {
    product.close();
  }
}
