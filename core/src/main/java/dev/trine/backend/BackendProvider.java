package dev.trine.backend;

import java.util.List;

/** Finds and opens the devices of one backend; found by {@link java.util.ServiceLoader}. */
public interface BackendProvider {
  /** The name that {@code trine.backend} takes: {@code cpu}, {@code cuda}, {@code opencl}. */
  String name();

  /**
   * Looks for devices. Never throws, never prints, and loads native code only where that harms
   * nothing later.
   *
   * @param named whether the user asked for this backend by name; if not, devices whose mere
   *     enumeration has side effects are passed over with that reason
   * @return at least one candidate: devices, or the reason why there is none
   */
  List<Candidate> candidates(boolean named);

  /**
   * Opens a device that {@link #candidates} listed.
   *
   * @throws dev.trine.BackendUnavailableException if it does not work, with reason and remedy
   */
  Backend open(int index, BackendOptions options);
}
