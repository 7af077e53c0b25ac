package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.bits.BitCases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bits of products of a portable backend, on several numbers of threads. */
class ProductBitsTest {
  private final List<Backend> opened = new ArrayList<>();

  @TestFactory
  Stream<DynamicContainer> areOfOneOrder() {
    return Stream.of(1, 2, 3).map(this::onThreads);
  }

  private DynamicContainer onThreads(int threads) {
    Backend backend =
        CpuBackend.open(BackendOptions.defaults().withThreads(threads).withPortable(true));
    opened.add(backend);
    return DynamicContainer.dynamicContainer(
        threads + " threads",
        BitCases.ofProducts(backend).stream()
            .map(c -> DynamicTest.dynamicTest(c.toString(), () -> c.check(backend))));
  }

  @AfterEach
  void close() {
    opened.forEach(Backend::close);
  }
}
