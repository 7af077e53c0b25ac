package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.generation.GenerationCheck;
import dev.trine.conformance.generation.GenerationEndurance;
import dev.trine.nn.Decoding;
import org.junit.jupiter.api.Test;

/** Generated words are the reference's, and leave nothing behind. */
class CpuGenerationTest {
  @Test
  void wordsAreThoseOfTheReference() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      GenerationCheck.run(backend);
    }
  }

  @Test
  void nothingIsCompiledForAWordOrALength() {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      GenerationEndurance.of(backend, Decoding.greedy()).check();
      GenerationEndurance.of(backend, Decoding.beam(3)).check();
    }
  }
}
