package dev.trine.cuda;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.DeviceRuntime;
import dev.trine.kernels.Grid;
import dev.trine.kernels.KernelForm;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Function;

/** The simulated device with other kernels or other launches than it would have. */
final class MapRuntime {
  private MapRuntime() {}

  /**
   * @param groups of each launch
   * @param generated gives a form's PTX
   */
  static Backend open(int groups, Function<KernelForm, Ptx> generated) {
    // Starts the driver.
    new CudaProvider().candidates(true);
    CudaRuntime runtime = CudaRuntime.open(CudaDevice.describe(0), Ptx::load, generated);
    return DeviceBackend.of(inGroups(groups, runtime), BackendOptions.defaults());
  }

  private static DeviceRuntime inGroups(int groups, DeviceRuntime runtime) {
    return (DeviceRuntime)
        Proxy.newProxyInstance(
            DeviceRuntime.class.getClassLoader(),
            new Class<?>[] {DeviceRuntime.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("prepare")) {
                arguments[1] = Grid.of(groups, ((Grid) arguments[1]).lanes());
              }
              try {
                return method.invoke(runtime, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
