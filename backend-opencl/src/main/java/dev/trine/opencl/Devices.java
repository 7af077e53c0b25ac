package dev.trine.opencl;

import dev.trine.BackendUnavailableException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Candidate;
import dev.trine.backend.Device;
import dev.trine.backend.Precision;
import dev.trine.backend.internal.PrecisionRefusal;
import dev.trine.backend.internal.Unavailable;
import dev.trine.kernels.DeviceBackend;
import dev.trine.kernels.KernelSource;
import dev.trine.kernels.files.CacheFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jocl.CLException;
import org.jocl.cl_device_id;

/** The devices of all platforms, numbered throughout. */
final class Devices {
  private static final System.Logger LOG = System.getLogger(Devices.class.getName());
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Devices() {}

  /**
   * @param named whether platforms that take over the JVM's signal handlers are asked, too
   */
  static List<Candidate> candidates(boolean named) {
    List<Candidate> found = new ArrayList<>();
    int index = 0;
    List<Platform> platforms = Platform.all();
    for (Platform platform : platforms) {
      if (endangersJvm(platform) && !named) {
        found.add(passedOver(platform));
        continue;
      }
      try {
        for (cl_device_id id : devices(platform)) {
          found.add(Candidate.usable(OpenClDevice.describe(platform, id, index++).device()));
        }
      } catch (CLException failure) {
        found.add(broken(platform, failure));
      }
    }
    if (platforms.isEmpty()) {
      found.add(
          OpenClProvider.candidate(
              new Unavailable("no OpenCL driver is installed", "install the device maker's")));
    } else if (found.isEmpty()) {
      String names = String.join(", ", platforms.stream().map(Platform::name).toList());
      found.add(
          OpenClProvider.candidate(
              new Unavailable(
                  "no device is behind the drivers that are installed (" + names + ")",
                  "check that this user may access the device")));
    }
    return found;
  }

  /**
   * Drives a device that was found by the device kernels.
   *
   * @throws BackendUnavailableException if its results are to be portable and cannot be
   */
  static Backend open(OpenClDevice device, BackendOptions options) {
    if (options.portable()) {
      requireExact(device.device(), device.floats());
    }
    if (options.precision() == Precision.TF32) {
      throw PrecisionRefusal.of(
          device.device(), options.precision(), "that is a format of NVIDIA's tensor cores");
    }
    // Has products and sums fused also where that is slow.
    String head = options.portable() ? "#define PORTABLE\n" : "";
    UnaryOperator<String> sources = module -> head + KernelSource.load(module).text();
    Path cache = CacheFolder.path().resolve("opencl");
    return DeviceBackend.of(OpenClRuntime.open(device, sources, cache), options);
  }

  static void requireExact(Device device, FloatArithmetic floats) {
    if (!floats.faults().isEmpty()) {
      throw new BackendUnavailableException(
          "%s gives no portable results, since it %s; open it without that, or take cpu"
              .formatted(device, String.join(" and ", floats.faults())));
    }
  }

  /** Asks no platform behind the one that has it. */
  static OpenClDevice find(int index) {
    int first = 0;
    for (Platform platform : Platform.all()) {
      List<cl_device_id> ids;
      try {
        ids = devices(platform);
      } catch (CLException failure) {
        continue;
      }
      if (index < first + ids.size()) {
        return OpenClDevice.describe(platform, ids.get(index - first), index);
      }
      first += ids.size();
    }
    throw new BackendUnavailableException(
        "There is no %s:%s; OpenCL has %s devices here"
            .formatted(OpenClProvider.NAME, index, first));
  }

  private static List<cl_device_id> devices(Platform platform) {
    if (endangersJvm(platform) && WARNED.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The OpenCL platform ''{0}'' replaces the JVM''s signal handlers, which can end the"
              + " process without a message; {1}",
          platform.name(),
          SignalChaining.remedy());
    }
    return platform.devices();
  }

  private static boolean endangersJvm(Platform platform) {
    return platform.takesSignals() && !SignalChaining.isActive();
  }

  private static Candidate passedOver(Platform platform) {
    return OpenClProvider.candidate(
        new Unavailable(
            "the platform '%s' would replace the JVM's signal handlers".formatted(platform.name()),
            SignalChaining.remedy() + ", or choose it by name: " + OpenClProvider.NAME));
  }

  private static Candidate broken(Platform platform, CLException failure) {
    return OpenClProvider.candidate(
        new Unavailable(
            "the platform '%s' fails: %s".formatted(platform.name(), failure.getMessage()),
            "reinstall its driver"));
  }
}
