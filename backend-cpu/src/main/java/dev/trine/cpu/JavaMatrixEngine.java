package dev.trine.cpu;

import dev.trine.backend.op.Matmul;

/** Matrix products in plain Java. */
final class JavaMatrixEngine implements MatrixEngine {
  private final String reason;
  private final TilePanels[] panels;

  /**
   * @param reason why it is used
   */
  JavaMatrixEngine(int threads, String reason) {
    this.reason = reason;
    panels = new TilePanels[threads];
  }

  @Override
  public String driver() {
    return "plain Java: " + reason;
  }

  @Override
  public void setUpThread() {}

  @Override
  public PreparedProduct bind(Gate gate, Matmul spec, Region a, Region b, Region bias, Region out) {
    for (int i = 0; i < panels.length; i++) {
      if (panels[i] == null) {
        panels[i] = new TilePanels();
      }
    }
    return new TiledProduct(gate, panels, spec, a, b, bias, out);
  }

  @Override
  public void close() {}
}
