package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated kernels fold rows to the bits that expressions and the order of sums promise. */
@ExtendWith(CudaSimulator.class)
class CudaRowsTest {
  static List<Execution> executions() {
    return Execution.of("ptx");
  }

  @ParameterizedTest
  @MethodSource("executions")
  void theOrderOfLanesMakesNoDifference(Execution execution) {
    execution.choose();
    assertEquals(List.of(), differences(2));
  }

  /** With fewer groups than there are rows, each makes several rounds. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 40})
  void theSizeOfALaunchMakesNoDifference(int groups) {
    assertEquals(List.of(), differences(groups));
  }

  private static List<String> differences(int groups) {
    // Starts the driver.
    new CudaProvider().candidates(true);
    try (CudaRuntime runtime = CudaRuntime.open(CudaDevice.describe(0))) {
      return RowLaunches.all()
          .map(each -> each.difference(runtime, groups))
          .flatMap(Optional::stream)
          .toList();
    }
  }
}
