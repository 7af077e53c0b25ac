package dev.trine.backend;

import java.util.Objects;

/**
 * A device that a provider found, or the reason why it has none.
 *
 * @param selector the name that chooses it, such as {@code opencl:0}
 * @param device what it is; null if not even that is known
 * @param unavailable why it cannot be used, in one sentence; null if it seems usable
 * @param remedy what the user can do about that; null if nothing is wrong
 */
public record Candidate(String selector, Device device, String unavailable, String remedy) {
  public Candidate {
    Objects.requireNonNull(selector, "selector");
    if ((device == null || remedy != null) && unavailable == null) {
      throw new IllegalArgumentException(selector + " is neither a device nor a reason");
    }
  }

  public static Candidate usable(Device device) {
    return new Candidate(device.selector(), device, null, null);
  }

  public static Candidate unavailable(String selector, String reason, String remedy) {
    return new Candidate(selector, null, reason, remedy);
  }

  public boolean isUsable() {
    return unavailable == null;
  }

  /** Why it cannot be used and, in brackets, what to do about that; null if it seems usable. */
  public String explanation() {
    return remedy == null ? unavailable : unavailable + " (" + remedy + ")";
  }
}
