package dev.trine.opencl;

import static org.jocl.CL.CL_DEVICE_TYPE_ALL;
import static org.jocl.CL.CL_PLATFORM_NAME;
import static org.jocl.CL.CL_PLATFORM_VERSION;
import static org.jocl.CL.clGetDeviceIDs;
import static org.jocl.CL.clGetPlatformIDs;
import static org.jocl.CL.clGetPlatformInfo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** An OpenCL implementation that is installed. Reading its name loads no driver; its devices do. */
record Platform(cl_platform_id id, String name, String version) {
  private static final int NO_PLATFORM = -1001;

  /**
   * All platforms. Those that {@linkplain #takesSignals take over signals} come last, so that
   * passing them over changes no number of another device.
   */
  static List<Platform> all() {
    int[] count = new int[1];
    try {
      clGetPlatformIDs(0, null, count);
    } catch (CLException failure) {
      if (failure.getStatus() == NO_PLATFORM) {
        return List.of();
      }
      throw failure;
    }
    cl_platform_id[] ids = new cl_platform_id[count[0]];
    clGetPlatformIDs(ids.length, ids, null);
    List<Platform> platforms = new ArrayList<>();
    for (cl_platform_id id : ids) {
      platforms.add(
          new Platform(
              id,
              Info.text((s, v, n) -> clGetPlatformInfo(id, CL_PLATFORM_NAME, s, v, n)),
              Info.text((s, v, n) -> clGetPlatformInfo(id, CL_PLATFORM_VERSION, s, v, n))));
    }
    platforms.sort(Comparator.comparing(Platform::takesSignals));
    return platforms;
  }

  List<cl_device_id> devices() {
    int[] count = new int[1];
    try {
      clGetDeviceIDs(id, CL_DEVICE_TYPE_ALL, 0, null, count);
    } catch (CLException failure) {
      if (failure.getStatus() == CL.CL_DEVICE_NOT_FOUND) {
        return List.of();
      }
      throw failure;
    }
    cl_device_id[] ids = new cl_device_id[count[0]];
    if (ids.length > 0) {
      clGetDeviceIDs(id, CL_DEVICE_TYPE_ALL, ids.length, ids, null);
    }
    return List.of(ids);
  }

  /** Whether asking for its devices replaces the JVM's signal handlers. */
  boolean takesSignals() {
    return name.equals("Portable Computing Language") || isInterpreter();
  }

  /** Whether it interprets kernels, to check them. */
  boolean isInterpreter() {
    return name.equals("Oclgrind");
  }
}
