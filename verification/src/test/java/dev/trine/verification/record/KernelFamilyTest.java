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
  private static final String PRODUCTS = "gemm";
  private final Backend reference = new ReferenceBackend();

  @Test
  void everyOpButProductsIsCalledAsItsKernel() {
    Set<String> families =
        Conformance.cases(Tier.NORMAL).stream()
            .filter(opCase -> !opCase.op().equals("matmul"))
            .map(opCase -> KernelFamily.of(reference, opCase))
            .collect(Collectors.toSet());
    Set<String> expected = new HashSet<>(DeviceKernel.modules());
    assertTrue(expected.remove(PRODUCTS));
    expected.add(KernelFamily.GENERATED);
    assertEquals(expected, families);
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
