package dev.trine.cpu;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.BackendProvider;
import dev.trine.backend.Candidate;
import java.util.List;

/** The one CPU, which is always there. */
public final class CpuProvider implements BackendProvider {
  static final String NAME = "cpu";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Candidate> candidates(boolean named) {
    return List.of(Candidate.usable(CpuDevice.of(MatrixEngines.driver())));
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    if (index != 0) {
      throw new BackendUnavailableException("There is one CPU, cpu:0, but no cpu:" + index);
    }
    return CpuBackend.open(options);
  }
}
