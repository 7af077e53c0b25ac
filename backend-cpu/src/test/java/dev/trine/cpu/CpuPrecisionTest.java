package dev.trine.cpu;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.RoundedCases;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.conformance.training.TrainingCase;
import dev.trine.conformance.training.TrainingCheck;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Products of BF16, on the processors that have them. */
class CpuPrecisionTest {
  private static final BackendOptions MIXED =
      BackendOptions.defaults().withPrecision(Precision.BF16_MIXED);

  private final List<Backend> opened = new ArrayList<>();

  private Backend open(BackendOptions options) {
    Backend backend;
    try {
      backend = CpuBackend.open(options);
    } catch (BackendUnavailableException without) {
      assumeTrue(false, without.getMessage());
      throw without;
    }
    opened.add(backend);
    return backend;
  }

  @TestFactory
  Stream<DynamicContainer> productsAgreeWithTheReference() {
    return Stream.of(1, 2, 3).map(this::onThreads);
  }

  private DynamicContainer onThreads(int threads) {
    Backend backend = open(MIXED.withThreads(threads));
    return DynamicContainer.dynamicContainer(
        threads + " threads",
        RoundedCases.of(backend).stream()
            .filter(c -> c.isFor(backend) && Tier.NORMAL.includes(c.tier()))
            .map(
                opCase ->
                    DynamicTest.dynamicTest(
                        opCase.toString(), () -> Conformance.check(backend, opCase).orThrow())));
  }

  static List<TrainingCase> runs() {
    return TrainingCase.all();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void trainsAsTheReferenceDoes(TrainingCase run) {
    TrainingCheck.run(open(MIXED), run);
  }

  @Test
  void hasCodeForConvolutions() {
    open(MIXED);
    try (engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0)) {
      for (ConvolutionCase each : ConvolutionTest.cases()) {
        for (ConvolutionProduct product : ConvolutionProduct.values()) {
          String name =
              ConvolutionPlan.implementation(
                  engine, product, ConvolutionTest.shape(each), DType.BF16);
          assertFalse(
              ConvolutionPlan.isPlainLoops(name), () -> product + " of " + each + ": " + name);
        }
      }
    }
  }

  @Test
  void refusesWhatOnlyOthersHave() {
    BackendOptions options = BackendOptions.defaults().withPrecision(Precision.TF32);
    String message =
        assertThrows(BackendUnavailableException.class, () -> CpuBackend.open(options))
            .getMessage();
    assertTrue(message.contains("NVIDIA") && message.contains("Precision.F32"), message);
  }

  @AfterEach
  void close() {
    opened.forEach(Backend::close);
  }
}
