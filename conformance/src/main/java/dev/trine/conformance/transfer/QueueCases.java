package dev.trine.conformance.transfer;

import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.tensor.DType;
import java.util.List;
import java.util.function.Consumer;

/** Order between the queue of work and uploads beside it. */
final class QueueCases {
  /** More than a backend may keep tickets of. */
  private static final int MANY = 600;

  private QueueCases() {}

  static List<TransferCase> all() {
    return List.of(
        of("work reads the upload that it awaits", QueueCases::workAwaits),
        of("an upload waits for the reader before it", QueueCases::uploadWaits),
        of("uploads beside the work keep their order", QueueCases::uploadsInOrder),
        of("an upload in line comes behind an awaited one", QueueCases::uploadInLine),
        of("host memory is free when its upload is done", QueueCases::hostMemory),
        of("a mark is done when all before it is", QueueCases::mark),
        of("synchronizing waits for uploads beside the work", QueueCases::synchronizing),
        of("tickets may be forgotten", QueueCases::forgottenTickets),
        of("only tickets of the backend are waited for", QueueCases::foreignTickets),
        of("uploads beside the work are checked", QueueCases::contract));
  }

  private static TransferCase of(String name, Consumer<Tensors> check) {
    return new TransferCase(
        name,
        backend -> {
          try (Tensors tensors = new Tensors(backend)) {
            check.accept(tensors);
          }
        });
  }

  private static void workAwaits(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    on.write(x, 1);
    on.backend.await(on.uploadBeside(2, x, Ticket.DONE));
    on.copy(x, y);
    on.expect(2, y);
  }

  private static void uploadWaits(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    on.write(x, 1);
    on.copy(x, y);
    Ticket upload = on.uploadBeside(2, x, on.backend.mark());
    upload.await();
    on.expect(1, y);
    on.backend.await(upload);
    on.expect(2, x);
  }

  private static void uploadsInOrder(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    on.write(x, 1);
    on.copy(x, y);
    on.uploadBeside(2, x, on.backend.mark());
    on.backend.await(on.uploadBeside(3, x, Ticket.DONE));
    on.expect(3, x);
    on.expect(1, y);
  }

  private static void uploadInLine(Tensors on) {
    View x = on.tensor("x");
    on.backend.await(on.uploadBeside(2, x, on.backend.mark()));
    on.backend.upload(on.host(3), x);
    on.expect(3, x);
  }

  private static void hostMemory(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    View z = on.tensor("z");
    on.write(y, 1);
    on.copy(y, z);
    HostBuffer host = on.host(2);
    Ticket upload = on.backend.upload(host, x, on.backend.mark());
    upload.await();
    on.set(host, 3);
    on.backend.await(upload);
    on.expect(2, x);
  }

  private static void mark(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    HostBuffer host = on.host(0);
    on.write(x, 1);
    on.copy(x, y);
    on.backend.download(y, host);
    Ticket mark = on.backend.mark();
    mark.await();
    on.expect(1, host, "what was downloaded");
    mark.await();
    on.backend.await(mark);
    on.backend.await(Ticket.DONE);
    on.backend.await(on.uploadBeside(2, x, mark));
    on.expect(2, x);
  }

  private static void synchronizing(Tensors on) {
    View x = on.tensor("x");
    View y = on.tensor("y");
    on.write(x, 1);
    on.copy(x, y);
    on.uploadBeside(2, x, on.backend.mark());
    on.backend.synchronize();
    on.expect(2, x);
  }

  private static void forgottenTickets(Tensors on) {
    View x = on.tensor("x");
    HostBuffer host = on.host(2);
    Ticket first = on.backend.mark();
    for (int i = 0; i < MANY; i++) {
      on.backend.upload(host, x, on.backend.mark());
    }
    on.backend.await(first);
    first.await();
    on.backend.synchronize();
    on.expect(2, x);
  }

  private static void foreignTickets(Tensors on) {
    View x = on.tensor("x");
    HostBuffer host = on.host(2);
    Ticket foreign = () -> {};
    on.write(x, 1);
    refused("await", "another backend", () -> on.backend.await(foreign));
    refused("upload", "another backend", () -> on.backend.upload(host, x, foreign));
    on.backend.synchronize();
    on.expect(1, x);
  }

  private static void contract(Tensors on) {
    View x = on.tensor("x");
    try (HostBuffer small = on.backend.allocateHost(DType.F32, 5);
        HostBuffer ints = on.backend.allocateHost(DType.I32, x.elements())) {
      refused("upload", "elements of 'x'", () -> on.backend.upload(small, x, Ticket.DONE));
      refused("upload", "between I32", () -> on.backend.upload(ints, x, Ticket.DONE));
    }
  }

  private static void refused(String op, String why, Runnable action) {
    try {
      action.run();
    } catch (IllegalArgumentException expected) {
      String message = expected.getMessage();
      if (message.startsWith(op) && message.contains(why)) {
        return;
      }
      throw new AssertionError(op + " is refused by: " + message, expected);
    }
    throw new AssertionError(op + " is not refused");
  }
}
