package dev.trine.cuda;

import dev.trine.backend.Recording;
import java.util.List;

/** Launches that are enqueued in turn, where the driver makes no graph of them. */
final class LaunchList implements Recording {
  private final CudaLaunch[] launches;

  LaunchList(List<CudaLaunch> launches) {
    this.launches = launches.toArray(CudaLaunch[]::new);
  }

  @Override
  public void replay() {
    for (CudaLaunch launch : launches) {
      launch.enqueue();
    }
  }

  @Override
  public void close() {
    // Holds nothing but launches, which belong to their calls.
  }
}
