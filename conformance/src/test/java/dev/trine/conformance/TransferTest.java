package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.conformance.transfer.TransferCase;
import dev.trine.reference.ReferenceBackend;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Order of transfers and work where everything runs at once. */
class TransferTest {
  static List<TransferCase> cases() {
    return TransferCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheOrder(TransferCase transfer) {
    try (Backend backend = new ReferenceBackend()) {
      transfer.run(backend);
    }
  }
}
