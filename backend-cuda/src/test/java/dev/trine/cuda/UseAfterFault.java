package dev.trine.cuda;

import dev.trine.TrineException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;

/**
 * Meets the fault that {@code CUDASIM_FAIL} plans for the first wait, then looks for devices and
 * opens what there is; prints what it is told.
 */
final class UseAfterFault {
  private UseAfterFault() {}

  public static void main(String[] arguments) {
    CudaSimulator.load();
    try (Backend backend = new CudaProvider().open(0, BackendOptions.defaults())) {
      backend.synchronize();
    } catch (TrineException fault) {
      System.out.println("fault: " + fault.getMessage());
    }
    for (Candidate candidate : new CudaProvider().candidates(false)) {
      System.out.println("found: " + candidate.explanation());
    }
    for (String choice : new String[] {"cuda:0", "cuda:1", "auto"}) {
      try (Backend backend = Backends.open(choice, BackendOptions.defaults())) {
        System.out.println(choice + ": opened " + backend.device().selector());
      } catch (TrineException refused) {
        System.out.println(choice + ": " + refused.getMessage());
      }
    }
  }
}
