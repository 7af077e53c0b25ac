package dev.trine.cuda;

import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import java.util.List;

/** Launches that are enqueued in turn, where the driver makes no graph of them. */
final class LaunchList implements Recording {
  private final CudaStream stream;
  private final CudaLaunch[] launches;

  LaunchList(CudaStream stream, List<CudaLaunch> launches) {
    this.stream = stream;
    this.launches = launches.toArray(CudaLaunch[]::new);
  }

  @Override
  public void replay() {
    for (CudaLaunch launch : launches) {
      launch.enqueue();
    }
  }

  @Override
  public List<Timing> profile() {
    return TimedLaunches.run(stream, launches);
  }

  @Override
  public void close() {
    // Holds nothing but launches, which belong to their calls.
  }
}
