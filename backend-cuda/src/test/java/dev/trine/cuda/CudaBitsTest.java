package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.bits.BitCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The bits of rows and of indexed sums, of all lengths and by however many launches. */
@ExtendWith(CudaSimulator.class)
class CudaBitsTest {
  private Backend backend;

  @TestFactory
  Stream<DynamicTest> areThoseOfSinglePrecision() {
    backend = new CudaProvider().open(0, BackendOptions.defaults());
    return Stream.of(BitCases.ofRows(), BitCases.ofIndices())
        .flatMap(List::stream)
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> each.check(backend)));
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
