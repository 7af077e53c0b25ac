package dev.trine.opencl;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.conformance.transfer.TransferCase;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** On cores that it shares with the work, too. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anUploadBesideTheWorkDoesNotWaitForIt(boolean onHost) {
    try (Backend backend = open(onHost);
        HostBuffer host = backend.allocateHost(DType.F32, 1)) {
      View x = backend.allocate(TensorType.f32(1 << 22), "x");
      View y = backend.allocate(TensorType.f32(1 << 22), "y");
      View z = backend.allocate(TensorType.f32(1), "z");
      backend.fill(1, x).enqueue();
      Call copy = backend.copy(x, y);
      backend.upload(host, z, backend.mark()).await();
      copy.enqueue();
      backend.synchronize();
      long start = System.nanoTime();
      for (int i = 0; i < 40; i++) {
        copy.enqueue();
      }
      Ticket work = backend.mark();
      backend.upload(host, z, Ticket.DONE).await();
      long uploaded = System.nanoTime() - start;
      work.await();
      long worked = System.nanoTime() - start;
      assertTrue(2 * uploaded < worked, () -> uploaded + " of " + worked + " ns");
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
