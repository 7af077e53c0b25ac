package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Recording;
import org.junit.jupiter.api.Test;

/** Native code must never look at what the garbage collector has freed: the JVM would end here. */
class GarbageCollectionTest {
  @Test
  void aRecordingKeepsAllThatItNeeds() {
    assertArrayEquals(trained(false), trained(true));
  }

  private static float[] trained(boolean collecting) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(2))) {
      Step step = new Step(backend, 512);
      try (Recording recording = backend.record(step.calls())) {
        for (int i = 0; i < 40; i++) {
          if (collecting) {
            // Calls that nobody keeps are freed behind the back of those that are replayed.
            new Step(backend, 16 + i % 4);
            System.gc();
          }
          recording.replay();
        }
      }
      return step.parameters();
    }
  }
}
