package dev.trine.backend.internal;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;

/** What a backend says that is to be opened with a precision that its device has not. */
public final class PrecisionRefusal {
  private PrecisionRefusal() {}

  /**
   * Names the remedy, too.
   *
   * @param reason why the device has it not, as a sentence without its end
   */
  public static BackendUnavailableException of(Device device, Precision precision, String reason) {
    return new BackendUnavailableException(
        "%s does not compute with Precision.%s: %s; open it with Precision.%s"
            .formatted(device, precision, reason, Precision.F32));
  }
}
