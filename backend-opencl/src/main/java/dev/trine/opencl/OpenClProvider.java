package dev.trine.opencl;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Candidate;
import dev.trine.backend.internal.Unavailable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Finds and opens the OpenCL devices of all platforms. Touches no JOCL before that can work. */
public final class OpenClProvider implements BackendProvider {
  static final String NAME = "opencl";

  private final Supplier<Optional<Unavailable>> library;

  public OpenClProvider() {
    this(OpenClLibrary::load);
  }

  /**
   * @param library makes OpenCL callable, or says why it is not
   */
  OpenClProvider(Supplier<Optional<Unavailable>> library) {
    this.library = library;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Candidate> candidates(boolean named) {
    try {
      Optional<Unavailable> missing = library.get();
      return missing.isPresent() ? List.of(candidate(missing.get())) : Devices.candidates(named);
    } catch (RuntimeException | LinkageError failure) {
      return List.of(
          candidate(new Unavailable("OpenCL fails: " + failure, "reinstall its drivers")));
    }
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    library
        .get()
        .ifPresent(
            missing -> {
              throw new BackendUnavailableException(
                  "%s:%s is unavailable: %s (%s)"
                      .formatted(NAME, index, missing.reason(), missing.remedy()));
            });
    return Devices.open(Devices.find(index), options);
  }

  static Candidate candidate(Unavailable why) {
    return Candidate.unavailable(NAME, why.reason(), why.remedy());
  }
}
