package dev.trine.cuda;

import dev.trine.backend.internal.Unavailable;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The first fault of a kind after which CUDA does nothing more in this process. NVIDIA's header
 * says that it leaves the process, not only a context, in an inconsistent state: so no device is
 * opened any more, not even another, although some drivers would let that begin.
 */
final class ProcessFault {
  private static final AtomicReference<String> FIRST = new AtomicReference<>();

  private ProcessFault() {}

  /**
   * Remembers a result where it is such a fault.
   *
   * @param what as "cuda:0 stopped working when …"
   */
  static void remember(int code, String what) {
    if (Loss.of(code) == Loss.PROCESS) {
      FIRST.compareAndSet(null, what);
    }
  }

  /** Empty where CUDA can be used still. */
  static Optional<Unavailable> found() {
    return Optional.ofNullable(FIRST.get())
        .map(
            what ->
                new Unavailable(
                    "CUDA does nothing more in this process: " + what, "restart the process"));
  }

  /** For tests, whose simulated driver can recover. */
  static void forget() {
    FIRST.set(null);
  }
}
