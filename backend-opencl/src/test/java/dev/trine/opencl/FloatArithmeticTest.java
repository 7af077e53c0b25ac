package dev.trine.opencl;

import static org.jocl.CL.CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT;
import static org.jocl.CL.CL_FP_DENORM;
import static org.jocl.CL.CL_FP_FMA;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Device;
import org.junit.jupiter.api.Test;

class FloatArithmeticTest {
  private static final long EXACT = CL_FP_FMA | CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT | CL_FP_DENORM;
  private static final Device DEVICE =
      new Device("opencl", 3, "Some GPU", "", "a driver", Device.Kind.DISCRETE_GPU, 1, 1);

  @Test
  void anExactDeviceGivesPortableResults() {
    assertDoesNotThrow(() -> Devices.requireExact(DEVICE, new FloatArithmetic(EXACT)));
  }

  @Test
  void anotherIsRefusedWithEachReason() {
    FloatArithmetic floats = new FloatArithmetic(EXACT & ~CL_FP_FMA & ~CL_FP_DENORM);
    assertEquals(
        DEVICE
            + " gives no portable results, since it does not fuse products with sums and takes"
            + " subnormal numbers for 0; open it without that, or take cpu",
        assertThrows(BackendUnavailableException.class, () -> Devices.requireExact(DEVICE, floats))
            .getMessage());
  }

  @Test
  void divisionsAreRoundedWhereThatIsOffered() {
    FloatArithmetic rough = new FloatArithmetic(EXACT & ~CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT);
    assertEquals(1, rough.faults().size());
    assertEquals(false, rough.roundsDivisions());
    assertEquals(true, new FloatArithmetic(EXACT).roundsDivisions());
  }
}
