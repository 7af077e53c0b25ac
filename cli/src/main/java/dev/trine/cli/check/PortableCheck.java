package dev.trine.cli.check;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.conformance.training.GoldenRun;
import java.io.PrintWriter;
import java.util.List;

/** Whether a device trains to the same bits as every other in portable mode. */
final class PortableCheck {
  private PortableCheck() {}

  /**
   * Trains, and says what came of it in one line.
   *
   * @return false if the device promises these bits and gives others; one that does not promise
   *     them is refused, which is no failure
   */
  static boolean run(String selector, PrintWriter out) {
    BackendOptions portable = BackendOptions.defaults().withPortable(true);
    try (Backend backend = Backends.select(selector, portable).backend()) {
      List<GoldenRun> runs = GoldenRun.all();
      List<GoldenRun> others =
          runs.stream().filter(run -> !run.digest().equals(run.digestOn(backend))).toList();
      out.println(
          others.isEmpty()
              ? "portable mode: %s training runs give the bits that they give everywhere"
                  .formatted(runs.size())
              : "portable mode: other bits than everywhere else in %s of %s training runs: %s"
                  .formatted(others.size(), runs.size(), others));
      return others.isEmpty();
    } catch (TrineException refused) {
      out.println("portable mode: not on this device: " + refused.getMessage());
      return true;
    }
  }
}
