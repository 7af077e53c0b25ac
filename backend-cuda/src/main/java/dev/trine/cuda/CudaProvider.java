package dev.trine.cuda;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Candidate;
import dev.trine.backend.internal.Unavailable;
import java.util.List;
import java.util.Optional;

/** Finds and opens NVIDIA GPUs. Touches no JCuda before that can work. */
public final class CudaProvider implements BackendProvider {
  static final String NAME = "cuda";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Candidate> candidates(boolean named) {
    try {
      Optional<Unavailable> missing = CudaLibrary.load();
      return missing.isPresent() ? List.of(candidate(missing.get())) : Devices.candidates();
    } catch (RuntimeException | LinkageError failure) {
      return List.of(
          candidate(new Unavailable("CUDA fails: " + failure, "reinstall the NVIDIA driver")));
    }
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    CudaLibrary.load().ifPresent(missing -> refuse(index, missing));
    return Devices.open(index, options);
  }

  static void refuse(int index, Unavailable why) {
    throw new BackendUnavailableException(
        "%s:%s is unavailable: %s (%s)".formatted(NAME, index, why.reason(), why.remedy()));
  }

  private static Candidate candidate(Unavailable why) {
    return Candidate.unavailable(NAME, why.reason(), why.remedy());
  }
}
