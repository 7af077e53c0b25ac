package dev.trine.cpu;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.op.Matmul;
import java.lang.management.ManagementFactory;

/** Matrix products in plain Java. */
final class JavaMatrixEngine implements MatrixEngine {
  /**
   * Without such an instruction, {@code Math.fma} computes with decimal numbers, a thousand times
   * slower.
   */
  private static final boolean FUSES_FAST = fusesFast();

  private final String reason;
  private final boolean fused;
  private final TilePanels[] panels;

  /**
   * @param reason why it is used
   */
  JavaMatrixEngine(BackendOptions options, String reason) {
    this.reason = reason;
    fused = options.portable() || FUSES_FAST;
    panels = new TilePanels[options.threads()];
  }

  /** Whether the processor multiplies and adds in one instruction. */
  private static boolean fusesFast() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Boolean.parseBoolean(machine.getVMOption("UseFMA").getValue());
    } catch (RuntimeException | LinkageError unknownJvm) {
      return true;
    }
  }

  @Override
  public String driver() {
    return driver(reason);
  }

  static String driver(String reason) {
    return "plain Java: " + reason;
  }

  @Override
  public void setUpThread() {}

  @Override
  public PreparedProduct bind(
      Gate gate, Matmul spec, Region a, Region b, Region bias, Region other, Region out) {
    for (int i = 0; i < panels.length; i++) {
      if (panels[i] == null) {
        panels[i] = new TilePanels();
      }
    }
    return new TiledProduct(gate, panels, fused, spec, a, b, bias, other, out);
  }

  @Override
  public void close() {}
}
