package dev.trine.conformance.transfer;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Programs whose inputs are uploaded while they run give what they give in line. */
final class SlotCases {
  private SlotCases() {}

  static List<TransferCase> all() {
    return List.of(
        of("batches in turn", SlotCases::batches),
        of("runs on the same batch", SlotCases::sameBatch),
        of("uploads of some inputs", SlotCases::someInputs),
        of("an input uploaded once", SlotCases::onceForAll),
        of("an input uploaded twice", SlotCases::twice),
        of("a batch in host memory used before", SlotCases::hostMemory),
        of("a profile between batches", SlotCases::profile));
  }

  /** The same, whatever is waited for first, to the bit. */
  private static TransferCase of(String name, Consumer<SlotRun> script) {
    return new TransferCase(
        "program: " + name,
        backend -> {
          List<double[]> expected;
          try (Backend reference = new ReferenceBackend()) {
            expected = SlotRun.of(reference, false, script);
          }
          compare("reading first", expected, SlotRun.of(backend, false, script));
          compare("uploads first", expected, SlotRun.of(backend, true, script));
        });
  }

  private static void compare(String order, List<double[]> expected, List<double[]> found) {
    for (int i = 0; i < expected.size(); i++) {
      int element = Arrays.mismatch(expected.get(i), found.get(i));
      if (element >= 0) {
        throw new AssertionError(
            "%s: element %s of result %s is %s, expected %s"
                .formatted(order, element, i, found.get(i)[element], expected.get(i)[element]));
      }
    }
  }

  private static void batches(SlotRun on) {
    for (int batch = 1; batch <= 7; batch++) {
      on.upload("x", batch);
      on.upload("y", 8 - batch);
      on.run();
    }
  }

  private static void sameBatch(SlotRun on) {
    on.upload("x", 1);
    on.upload("y", 2);
    on.run();
    on.run();
    on.read();
    on.upload("x", 3);
    on.upload("y", 4);
    on.run();
    on.run();
    on.read();
  }

  private static void someInputs(SlotRun on) {
    on.upload("x", 1);
    on.upload("y", 2);
    on.run();
    on.upload("x", 3);
    on.run();
    on.upload("y", 4);
    on.run();
    on.upload("y", 5);
    on.run();
    on.upload("x", 6);
    on.run();
    on.run();
  }

  private static void onceForAll(SlotRun on) {
    on.upload("y", 5);
    for (int batch = 1; batch <= 5; batch++) {
      on.upload("x", batch);
      on.run();
    }
  }

  private static void twice(SlotRun on) {
    for (int batch = 1; batch <= 4; batch++) {
      on.upload("x", 7);
      on.upload("y", batch);
      on.upload("x", batch);
      on.run();
    }
  }

  /** Two batches of host memory, each written again when its upload is done. */
  private static void hostMemory(SlotRun on) {
    HostBuffer[] hosts = {on.host(1 << 12), on.host(1 << 12)};
    Ticket[] uploads = {Ticket.DONE, Ticket.DONE};
    on.upload("y", 1);
    for (int batch = 1; batch <= 7; batch++) {
      uploads[batch % 2].await();
      uploads[batch % 2] = on.upload("x", batch, hosts[batch % 2]);
      on.run();
    }
  }

  private static void profile(SlotRun on) {
    on.upload("x", 1);
    on.upload("y", 2);
    on.run();
    on.upload("x", 3);
    on.program().profile();
    on.read();
    on.upload("y", 4);
    on.run();
  }
}
