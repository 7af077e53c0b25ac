package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.conformance.bits.BitCase;
import dev.trine.conformance.bits.BitCases;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The bits of updates, of rows of all lengths and by however many launches, of indexed sums, and of
 * products.
 */
@ExtendWith(CudaSimulator.class)
class CudaBitsTest {
  private Backend backend;

  @TestFactory
  Stream<DynamicTest> allButProductsHaveThoseOfSinglePrecision() {
    open();
    return Stream.of(BitCases.ofUpdates(), BitCases.ofRows(), BitCases.ofIndices())
        .flatMap(this::tests);
  }

  @TestFactory
  Stream<DynamicTest> productsOfHostCodeAreOfOneOrder() {
    new Execution("host", "forward", "eager").choose();
    open();
    return tests(BitCases.ofProducts(backend));
  }

  @TestFactory
  Stream<DynamicTest> productsOfPtxAreOfOneOrder() {
    new Execution("ptx", "random:1", "eager").choose();
    open();
    return tests(BitCases.ofProducts(backend));
  }

  private void open() {
    backend = new CudaProvider().open(0, BackendOptions.defaults().withPortable(true));
  }

  private Stream<DynamicTest> tests(List<BitCase> cases) {
    return cases.stream()
        .map(each -> DynamicTest.dynamicTest(each.toString(), () -> each.check(backend)));
  }

  @AfterEach
  void close() {
    backend.close();
  }
}
