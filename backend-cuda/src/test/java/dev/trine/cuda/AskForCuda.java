package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;

/** Looks for CUDA devices twice, then opens the CPU; prints what it found. */
final class AskForCuda {
  private AskForCuda() {}

  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      for (Candidate candidate : new CudaProvider().candidates(true)) {
        System.out.println(candidate);
      }
    }
    try (Backend backend = Backends.open("cpu", BackendOptions.defaults())) {
      System.out.println("opened " + backend.device().selector());
    }
  }
}
