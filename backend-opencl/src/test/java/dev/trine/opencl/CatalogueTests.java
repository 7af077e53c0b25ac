package dev.trine.opencl;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.verification.record.FamilyRecord;
import dev.trine.verification.record.KernelFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * The catalogue's cases as tests of a device: all of them as the device is driven, and where that
 * is a CPU the matrix products, the convolutions, the mappings and the rows once more, by the
 * kernels that GPUs would run.
 */
final class CatalogueTests implements AutoCloseable {
  /** Of kernels that differ in what they load alone; some take a checker minutes a case. */
  private static final int FEWER_OF_BFLOATS = 4;

  private final Tier tier;
  private final Consumer<Runnable> surroundings;
  private final int sampling;
  private final FamilyRecord passed;
  private final List<Backend> opened = new ArrayList<>();

  /**
   * @param surroundings runs one case and looks at what that left behind
   * @param sampling of how many products and convolutions the kernels for GPUs compute one, and
   *     those for operands that are BF16
   * @param passed which kernel families need not be tested
   */
  CatalogueTests(Tier tier, Consumer<Runnable> surroundings, int sampling, FamilyRecord passed) {
    this.tier = tier;
    this.surroundings = surroundings;
    this.sampling = sampling;
    this.passed = passed;
  }

  Stream<DynamicNode> of(int index) {
    OpenClDevice target = Devices.find(index);
    Backend backend = open(target);
    List<DynamicNode> nodes = new ArrayList<>();
    nodes.add(container(target.device().toString(), backend, cases(backend)));
    if (target.device().kind() == Device.Kind.CPU) {
      Backend gpu = open(asGpu(target));
      nodes.add(container(target.device() + " as a GPU", gpu, sample(gpu)));
    }
    return Stream.concat(nodes.stream(), passed.leftOut());
  }

  /** Of operands that are BF16 some, since their kernels differ in what they load alone. */
  private List<OpCase> cases(Backend backend) {
    List<OpCase> cases = new ArrayList<>();
    List<OpCase> ofBfloats = new ArrayList<>();
    for (OpCase opCase : Conformance.cases(backend, tier)) {
      (isOfBfloats(backend, opCase) ? ofBfloats : cases).add(opCase);
    }
    cases.addAll(every(sampling, ofBfloats));
    return cases;
  }

  private static boolean isOfBfloats(Backend backend, OpCase opCase) {
    return KernelFamily.of(backend, opCase).endsWith("_bf16");
  }

  private static List<OpCase> every(int step, List<OpCase> cases) {
    return IntStream.iterate(0, i -> i < cases.size(), i -> i + step).mapToObj(cases::get).toList();
  }

  /**
   * Some of the products and convolutions, and all mappings and rows: their kernels are others on a
   * GPU.
   */
  private List<OpCase> sample(Backend gpu) {
    List<OpCase> sample = new ArrayList<>(of("map", gpu));
    sample.addAll(of("rows", gpu));
    List<OpCase> products = of("matmul", gpu);
    products.addAll(of("convolve", gpu));
    products.addAll(of("convolveImages", gpu));
    products.addAll(of("convolveFilters", gpu));
    Map<Boolean, List<OpCase>> byOperands =
        products.stream().collect(Collectors.partitioningBy(c -> isOfBfloats(gpu, c)));
    sample.addAll(every(sampling, byOperands.get(false)));
    sample.addAll(every(FEWER_OF_BFLOATS * sampling, byOperands.get(true)));
    return sample;
  }

  private List<OpCase> of(String op, Backend backend) {
    return Conformance.cases(backend, tier).stream()
        .filter(c -> c.op().equals(op))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** With mixed precision, which has products of F32 all the same. */
  private Backend open(OpenClDevice target) {
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);
    Backend backend = Devices.open(target, options);
    opened.add(backend);
    return backend;
  }

  /** All of its tests, before the first is run. */
  private DynamicNode container(String name, Backend backend, List<OpCase> cases) {
    return DynamicContainer.dynamicContainer(
        name, cases.stream().flatMap(opCase -> test(backend, opCase)).toList());
  }

  private Stream<DynamicTest> test(Backend backend, OpCase opCase) {
    Runnable check = () -> Conformance.check(backend, opCase).orThrow();
    return passed.test(
        KernelFamily.of(backend, opCase), opCase.toString(), () -> surroundings.accept(check));
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
            d.uuid(),
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
