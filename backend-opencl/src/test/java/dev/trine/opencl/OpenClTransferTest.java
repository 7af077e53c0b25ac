package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.transfer.TransferCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Order of transfers and work on the first device there is, driven as what it is and as one with
 * memory of its own.
 */
class OpenClTransferTest {
  static Stream<Arguments> cases() {
    return TransferCase.all().stream()
        .flatMap(transfer -> Stream.of(true, false).map(onHost -> Arguments.of(transfer, onHost)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsTheOrder(TransferCase transfer, boolean onHost) {
    try (Backend backend = open(onHost)) {
      transfer.run(backend);
    }
  }

  @Test
  void ticketsOfAnotherBackendAreRefused() {
    try (Backend backend = open(false);
        Backend other = open(false)) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> backend.await(other.mark()))
              .getMessage();
      assertTrue(message.contains("ticket of another backend"), message);
    }
  }

  private static Backend open(boolean onHost) {
    OpenClDevice found = Devices.find(Required.devices().get(0).device().index());
    OpenClDevice driven =
        new OpenClDevice(found.platform(), found.id(), found.device(), found.limits(), onHost);
    return Devices.open(driven, BackendOptions.defaults());
  }
}
