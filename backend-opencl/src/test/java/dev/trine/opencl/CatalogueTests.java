package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Device;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The catalogue's cases as tests of a device: all of them as the device is driven, and where that
 * is a CPU the matrix products and the mappings once more, by the kernels that GPUs would run.
 */
final class CatalogueTests implements AutoCloseable {
  private final Tier tier;
  private final Consumer<Runnable> surroundings;
  private final int sampling;
  private final List<Backend> opened = new ArrayList<>();

  /**
   * @param surroundings runs one case and looks at what that left behind
   * @param sampling of how many products the kernels for GPUs compute one
   */
  CatalogueTests(Tier tier, Consumer<Runnable> surroundings, int sampling) {
    this.tier = tier;
    this.surroundings = surroundings;
    this.sampling = sampling;
  }

  Stream<DynamicNode> of(int index) {
    OpenClDevice target = Devices.find(index);
    Backend backend = open(target);
    List<OpCase> all = Conformance.cases(backend, tier);
    Stream<DynamicNode> nodes = Stream.of(container(target.device().toString(), backend, all));
    if (target.device().kind() != Device.Kind.CPU) {
      return nodes;
    }
    Backend gpu = open(asGpu(target));
    List<OpCase> products = of("matmul", gpu);
    List<OpCase> sample =
        new ArrayList<>(
            IntStream.range(0, products.size())
                .filter(i -> i % sampling == 0)
                .mapToObj(products::get)
                .toList());
    sample.addAll(of("map", gpu));
    return Stream.concat(nodes, Stream.of(container(target.device() + " as a GPU", gpu, sample)));
  }

  private List<OpCase> of(String op, Backend backend) {
    return Conformance.cases(backend, tier).stream().filter(c -> c.op().equals(op)).toList();
  }

  private Backend open(OpenClDevice target) {
    Backend backend = Devices.open(target, BackendOptions.defaults());
    opened.add(backend);
    return backend;
  }

  private DynamicNode container(String name, Backend backend, List<OpCase> cases) {
    return DynamicContainer.dynamicContainer(
        name, cases.stream().map(opCase -> test(backend, opCase)));
  }

  private DynamicNode test(Backend backend, OpCase opCase) {
    Runnable check = () -> Conformance.check(backend, opCase).orThrow();
    return DynamicTest.dynamicTest(opCase.toString(), () -> surroundings.accept(check));
  }

  /** The same device under another name, for which kernels are chosen as for a GPU. */
  static OpenClDevice asGpu(OpenClDevice target) {
    Device d = target.device();
    Device.Kind gpu = Device.Kind.INTEGRATED_GPU;
    return new OpenClDevice(
        target.platform(),
        target.id(),
        new Device(
            d.backend(),
            d.index(),
            d.name(),
            d.driver(),
            gpu,
            d.memoryBytes(),
            d.maxAllocationBytes()),
        target.limits(),
        target.onHost());
  }

  @Override
  public void close() {
    opened.forEach(Backend::close);
  }
}
