package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Device;
import dev.trine.conformance.bits.BitCases;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The bits of mappings, updates, rows, indexed sums and products on every OpenCL device of this
 * machine; a CPU also runs GPUs' kernels.
 */
class OpenClBitsTest {
  private final List<Backend> opened = new ArrayList<>();

  @TestFactory
  Stream<DynamicNode> areThoseOfSinglePrecision() {
    return Required.devices().stream().flatMap(found -> of(found.device().index()));
  }

  private Stream<DynamicNode> of(int index) {
    OpenClDevice target = Devices.find(index);
    DynamicNode asItIs = container(target.device().toString(), target);
    return target.device().kind() == Device.Kind.CPU
        ? Stream.of(asItIs, container(target.device() + " as a GPU", CatalogueTests.asGpu(target)))
        : Stream.of(asItIs);
  }

  private DynamicNode container(String name, OpenClDevice target) {
    Backend backend = Devices.open(target, BackendOptions.defaults().withPortable(true));
    opened.add(backend);
    return DynamicContainer.dynamicContainer(
        name,
        Stream.of(
                BitCases.ofMappings(),
                BitCases.ofUpdates(),
                BitCases.ofRows(),
                BitCases.ofIndices(),
                BitCases.ofProducts(backend))
            .flatMap(List::stream)
            .map(c -> DynamicTest.dynamicTest(c.toString(), () -> c.check(backend))));
  }

  @AfterEach
  void close() {
    opened.forEach(Backend::close);
  }
}
