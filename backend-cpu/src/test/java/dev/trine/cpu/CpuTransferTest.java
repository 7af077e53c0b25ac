package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.transfer.TransferCase;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order of transfers and work where everything runs at once. */
class CpuTransferTest {
  static List<TransferCase> cases() {
    return TransferCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheOrder(TransferCase transfer) {
    try (Backend backend = CpuBackend.open(BackendOptions.defaults())) {
      transfer.run(backend);
    }
  }
}
