package dev.trine.verification.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.conformance.Conformance;
import dev.trine.conformance.catalogue.OpCase;
import dev.trine.conformance.catalogue.Tier;
import dev.trine.kernels.DeviceKernel;
import dev.trine.reference.ReferenceBackend;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class KernelFamilyTest {
  /** Kernels that a device chooses between, which the reference does not. */
  private static final Set<String> CHOSEN =
      Set.of(
          "gemm",
          "convolve",
          "depthwise",
          "gemm_bf16",
          "convolve_bf16",
          "depthwise_bf16",
          "gemm_mma_bf16",
          "gemm_mma_tf32",
          "convolve_tf32",
          "depthwise_tf32");

  private final Backend reference = new ReferenceBackend();

  @Test
  void everyOpButProductsAndConvolutionsIsCalledAsItsKernel() {
    Set<String> families =
        Conformance.cases(Tier.NORMAL).stream()
            .filter(opCase -> !opCase.op().equals("matmul") && !opCase.op().startsWith("convolve"))
            .map(opCase -> KernelFamily.of(reference, opCase))
            .collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(DeviceKernel.modules());
    assertTrue(expected.removeAll(CHOSEN));
    expected.add(KernelFamily.GENERATED);
    assertEquals(expected, families);
  }

  @Test
  void depthwiseConvolutionHasKernelsOfItsOwn() {
    Set<String> families =
        Conformance.cases(Tier.NORMAL).stream()
            .filter(opCase -> opCase.toString().endsWith("depthwise, uneven"))
            .map(opCase -> KernelFamily.of(reference, opCase))
            .collect(Collectors.toSet());
    assertEquals(Set.of(DeviceKernel.DEPTHWISE.module()), families);
  }

  @Test
  void refusesABackendWithoutKernels() {
    OpCase product =
        Conformance.cases(Tier.SMALL).stream()
            .filter(opCase -> opCase.op().equals("matmul"))
            .findFirst()
            .orElseThrow();
    String message =
        assertThrows(IllegalArgumentException.class, () -> KernelFamily.of(reference, product))
            .getMessage();
    assertTrue(message.contains("no kernel is called matmul"), message);
  }
}
