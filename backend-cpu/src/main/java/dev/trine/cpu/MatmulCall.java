package dev.trine.cpu;

/** A matrix product, shared out to the team. */
final class MatmulCall extends CpuCall {
  private final PreparedProduct product;

  MatmulCall(Gate gate, PreparedProduct product, Region... regions) {
    super(gate, "matmul", regions);
    this.product = product;
  }

  @Override
  void execute() {
    gate().team().run(product.pieces(), product);
  }

  @Override
  void release() {
    product.close();
  }
}
