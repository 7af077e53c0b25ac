package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Device;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.KernelSource;
import dev.trine.kernels.files.CacheFolder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The catalogue's cases as tests of a device: all of them as the device is driven, and where that
 * is a CPU the matrix products once more, by the kernels that GPUs would run.
 */
final class CatalogueTests implements AutoCloseable {
  private final Tier tier;
  private final Consumer<Runnable> surroundings;
  private final List<Backend> opened = new ArrayList<>();

  /**
   * @param surroundings runs one case and looks at what that left behind
   */
  CatalogueTests(Tier tier, Consumer<Runnable> surroundings) {
    this.tier = tier;
    this.surroundings = surroundings;
  }

  Stream<DynamicNode> of(int index) {
    OpenClDevice target = Devices.find(index);
    Stream<DynamicNode> all = Stream.of(cases(target, "", opCase -> true));
    return target.device().kind() == Device.Kind.CPU
        ? Stream.concat(
            all,
            Stream.of(cases(asGpu(target), " as a GPU", opCase -> opCase.op().equals("matmul"))))
        : all;
  }

  private DynamicNode cases(OpenClDevice target, String how, Predicate<OpCase> chosen) {
    Backend backend =
        new DeviceBackend(
            OpenClRuntime.open(
                target,
                module -> KernelSource.load(module).text(),
                CacheFolder.path().resolve("opencl")),
            BackendOptions.defaults());
    opened.add(backend);
    return DynamicContainer.dynamicContainer(
        target.device() + how,
        Conformance.cases(tier).stream()
            .filter(chosen)
            .map(
                opCase ->
                    DynamicTest.dynamicTest(
                        opCase.toString(),
                        () ->
                            surroundings.accept(
                                () -> Conformance.check(backend, opCase).orThrow()))));
  }

  private static OpenClDevice asGpu(OpenClDevice target) {
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
