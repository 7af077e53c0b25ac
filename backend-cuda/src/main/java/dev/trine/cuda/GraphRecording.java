package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import dev.trine.kernels.NativeObjects;
import java.util.List;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/** Launches as a CUDA graph, enqueued by one call of the driver. */
final class GraphRecording extends NativeObjects.NativeObject implements Recording {
  private final CudaStream stream;
  private final CUgraphExec graph;
  private final CudaLaunch[] launches;
  private final String label;

  /**
   * @param launches what the graph was captured from, at least one
   */
  GraphRecording(
      NativeObjects registry, CudaStream stream, CUgraphExec graph, List<CudaLaunch> launches) {
    super(registry);
    this.stream = stream;
    this.graph = graph;
    this.launches = launches.toArray(CudaLaunch[]::new);
    this.label =
        "a recording of %s launches, from %s to %s"
            .formatted(
                launches.size(),
                launches.get(0).label(),
                launches.get(launches.size() - 1).label());
  }

  @Override
  public void replay() {
    checkOpen(label);
    stream.context().enter();
    int code = JCudaDriver.cuGraphLaunch(graph, stream.handle());
    if (code != CUDA_SUCCESS) {
      throw stream.context().failure(code, "enqueuing " + label);
    }
    stream.context().enqueued(label);
  }

  /** By the launches themselves: the driver tells no times of a graph's nodes. */
  @Override
  public List<Timing> profile() {
    checkOpen(label);
    return TimedLaunches.run(stream, launches);
  }

  @Override
  protected void release() {
    // A replay may still be under way.
    stream.settle();
    JCudaDriver.cuGraphExecDestroy(graph);
  }
}
