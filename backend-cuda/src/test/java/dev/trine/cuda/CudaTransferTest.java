package dev.trine.cuda;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.conformance.transfer.TransferCase;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Order of transfers and work, which on the simulated device runs at once or when waited for. */
@ExtendWith(CudaSimulator.class)
class CudaTransferTest {
  private static final TensorType TYPE = TensorType.f32(1000);

  static Stream<Arguments> cases() {
    return TransferCase.all().stream()
        .flatMap(
            transfer -> Stream.of("eager", "lazy").map(async -> Arguments.of(transfer, async)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheOrder(TransferCase transfer, String async) {
    CudaSimulator.set("ASYNC", async);
    try (Backend backend = open()) {
      transfer.run(backend);
    }
  }

  @Test
  void ticketsOfAnotherBackendAreRefused() {
    try (Backend backend = open();
        Backend other = open();
        HostBuffer host = backend.allocateHost(DType.F32, TYPE.elements())) {
      View view = backend.allocate(TYPE, "x");
      Ticket foreign = other.mark();
      String message =
          assertThrows(IllegalArgumentException.class, () -> backend.await(foreign)).getMessage();
      assertTrue(message.contains("ticket of another backend"), message);
      assertThrows(IllegalArgumentException.class, () -> backend.upload(host, view, foreign));
    }
  }

  private static Backend open() {
    return new CudaProvider().open(0, BackendOptions.defaults());
  }
}
