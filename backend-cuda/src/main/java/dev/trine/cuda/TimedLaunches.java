package dev.trine.cuda;

import static jcuda.driver.CUevent_flags.CU_EVENT_DEFAULT;

import dev.trine.backend.Timing;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;

/** Launches one by one, with an event of the device before, between and after them. */
final class TimedLaunches implements AutoCloseable {
  private static final double SECONDS = 1e-3;

  private final CudaStream stream;
  private final List<CUevent> events = new ArrayList<>();

  private TimedLaunches(CudaStream stream) {
    this.stream = stream;
  }

  /** Runs them in turn and waits. */
  static List<Timing> run(CudaStream stream, CudaLaunch[] launches) {
    stream.context().enter();
    try (TimedLaunches timed = new TimedLaunches(stream)) {
      timed.mark();
      for (CudaLaunch launch : launches) {
        launch.enqueue();
        timed.mark();
      }
      stream.synchronize();
      return timed.timings();
    }
  }

  private void mark() {
    CUevent event = new CUevent();
    CudaContext context = stream.context();
    context.check(JCudaDriver.cuEventCreate(event, CU_EVENT_DEFAULT), "creating an event");
    events.add(event);
    context.check(JCudaDriver.cuEventRecord(event, stream.handle()), "marking a launch's end");
  }

  private List<Timing> timings() {
    List<Timing> timings = new ArrayList<>();
    float[] milliseconds = new float[1];
    for (int i = 1; i < events.size(); i++) {
      int code = JCudaDriver.cuEventElapsedTime(milliseconds, events.get(i - 1), events.get(i));
      stream.context().check(code, "measuring a launch");
      timings.add(new Timing(1, SECONDS * milliseconds[0]));
    }
    return timings;
  }

  @Override
  public void close() {
    events.forEach(JCudaDriver::cuEventDestroy);
  }
}
