package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import dev.trine.backend.Device;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.jocl.CL;
import org.jocl.CLException;
import org.junit.jupiter.api.Test;

/** What fails without a word is tried once more. */
class BuildFailureTest {
  private static final Device DEVICE =
      new Device("opencl", 0, "Toy", "", "1.0", Device.Kind.CPU, 1 << 20, 1 << 20);

  private static BuildFailure saying(String log) {
    CLException failure = new CLException("no", CL.CL_BUILD_PROGRAM_FAILURE);
    return new BuildFailure(DEVICE, "update", log, failure);
  }

  /** Fails with each of these, then gives 7. */
  private static Supplier<Integer> after(Deque<TrineException> failures) {
    return () -> {
      if (!failures.isEmpty()) {
        throw failures.pop();
      }
      return 7;
    };
  }

  @Test
  void aSilentFailureMayPass() {
    assertEquals(7, BuildFailure.retried(after(new ArrayDeque<>(List.of(saying("\n"))))));
  }

  @Test
  void aSecondOneStays() {
    Deque<TrineException> failures =
        new ArrayDeque<>(List.of(saying(""), saying(""), saying("never reached")));
    BuildFailure failure =
        assertThrows(BuildFailure.class, () -> BuildFailure.retried(after(failures)));
    assertEquals(1, failures.size());
    assertTrue(failure.getMessage().contains("gives no reason"), failure.getMessage());
    assertTrue(failure.getMessage().contains("CL_BUILD_PROGRAM_FAILURE"), failure.getMessage());
  }

  @Test
  void oneThatIsExplainedStaysAtOnce() {
    Deque<TrineException> failures = new ArrayDeque<>(List.of(saying("line 3"), saying("")));
    BuildFailure failure =
        assertThrows(BuildFailure.class, () -> BuildFailure.retried(after(failures)));
    assertEquals(1, failures.size());
    assertTrue(failure.getMessage().endsWith("line 3"), failure.getMessage());
  }
}
