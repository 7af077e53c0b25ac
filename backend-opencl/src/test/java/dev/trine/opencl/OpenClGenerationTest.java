package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.conformance.generation.GenerationCheck;
import org.junit.jupiter.api.Test;

/** Generated words, on every OpenCL device of this machine, are the reference's. */
class OpenClGenerationTest {
  @Test
  void wordsAreThoseOfTheReference() {
    for (Candidate found : Required.devices()) {
      int index = found.device().index();
      try (Backend backend = new OpenClProvider().open(index, BackendOptions.defaults())) {
        GenerationCheck.run(backend);
      }
    }
  }
}
