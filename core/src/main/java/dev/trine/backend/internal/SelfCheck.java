package dev.trine.backend.internal;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.Variants;

/**
 * The computations that a device must get right before it is called available: they run whatever it
 * would choose between by the size of tensors, each recorded as a training step would be. All are
 * on small whole numbers, whose results are known without computing them the same way.
 */
public final class SelfCheck {
  private SelfCheck() {}

  /**
   * @throws BackendUnavailableException that names the op, the shape, the element and both numbers
   *     of the first result that is wrong
   */
  public static void run(Backend backend) {
    try (Trial trial = new Trial(backend)) {
      Variants variants = backend.variants();
      ProductCheck.run(trial, variants);
      ConvolutionCheck.run(trial, variants);
      PoolingCheck.run(trial);
      ReductionCheck.run(trial);
      UpdateCheck.run(trial, variants);
    }
  }
}
