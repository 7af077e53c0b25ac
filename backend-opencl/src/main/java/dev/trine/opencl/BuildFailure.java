package dev.trine.opencl;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.CLException;

/** A driver does not compile kernels. */
final class BuildFailure extends TrineException {
  private static final System.Logger LOG = System.getLogger(BuildFailure.class.getName());
  private static final long serialVersionUID = 1;

  private final boolean explained;

  /**
   * @param log what the compiler said
   */
  BuildFailure(Device device, String module, String log, CLException failure) {
    super(
        "%s (%s) does not compile the kernels '%s': %s%n%s"
            .formatted(
                device,
                device.driver(),
                module,
                CL.stringFor_errorCode(failure.getStatus()),
                log.isBlank()
                    ? "The driver gives no reason; see that its cache folder can be written and"
                        + " has room, or empty it."
                    : log),
        failure);
    explained = !log.isBlank();
  }

  /**
   * Compiles, and once more where that fails without a word: source code has not been at fault
   * then, but something that may have passed, such as a file that another process was writing.
   */
  static <T> T retried(Supplier<T> attempt) {
    try {
      return attempt.get();
    } catch (BuildFailure failure) {
      if (failure.explained) {
        throw failure;
      }
      LOG.log(System.Logger.Level.DEBUG, "compiling again", failure);
      return attempt.get();
    }
  }
}
