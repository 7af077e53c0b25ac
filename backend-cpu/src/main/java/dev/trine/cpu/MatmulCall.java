package dev.trine.cpu;

/** A matrix product, shared out to the team. */
final class MatmulCall extends CpuCall {
  private final PreparedProduct product;
  private final Region right;
  private final Region out;

  MatmulCall(
      Gate gate,
      PreparedProduct product,
      Region left,
      Region right,
      Region bias,
      Region other,
      Region out) {
    super(gate, "matmul", left, right, bias, other, out);
    this.product = product;
    this.right = right;
    this.out = out;
  }

  PreparedProduct product() {
    return product;
  }

  /** What it multiplies by. */
  Region right() {
    return right;
  }

  @Override
  boolean mayWrite(Region region) {
    return out.overlaps(region);
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
