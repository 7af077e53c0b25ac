package dev.trine.conformance.transfer;

import dev.trine.backend.Backend;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Something that every backend keeps to, wherever it has work wait.
 *
 * @param check throws an {@link AssertionError} if it does not
 */
public record TransferCase(String name, Consumer<Backend> check) {
  public static List<TransferCase> all() {
    return Stream.concat(QueueCases.all().stream(), SlotCases.all().stream()).toList();
  }

  /**
   * Checks a backend.
   *
   * @throws AssertionError if it breaks the rule, or if memory is left over
   */
  public void run(Backend backend) {
    long before = backend.memory().liveBytes();
    check.accept(backend);
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError(name + " leaves memory behind: " + backend.memory());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
