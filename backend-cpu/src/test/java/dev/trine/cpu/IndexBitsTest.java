package dev.trine.cpu;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.bits.BitCase;
import dev.trine.conformance.bits.BitCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The bits of indexed sums, on several numbers of threads. */
class IndexBitsTest {
  @TestFactory
  Stream<DynamicNode> areThoseOfScatterOrder() {
    List<BitCase> cases = BitCases.ofIndices();
    return Stream.of(1, 2, 3, 8)
        .map(
            threads ->
                DynamicContainer.dynamicContainer(
                    threads + " threads",
                    cases.stream()
                        .map(c -> DynamicTest.dynamicTest(c.toString(), () -> check(c, threads)))));
  }

  private static void check(BitCase bits, int threads) {
    try (Backend backend = new CpuBackend(BackendOptions.defaults().withThreads(threads))) {
      bits.check(backend);
    }
  }
}
