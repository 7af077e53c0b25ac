package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;

import dev.trine.backend.Recording;
import dev.trine.kernels.NativeObjects;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/** Launches as a CUDA graph, enqueued by one call of the driver. */
final class GraphRecording extends NativeObjects.NativeObject implements Recording {
  private final CudaStream stream;
  private final CUgraphExec graph;
  private final String label;

  /**
   * @param label what it holds, for errors
   */
  GraphRecording(NativeObjects registry, CudaStream stream, CUgraphExec graph, String label) {
    super(registry);
    this.stream = stream;
    this.graph = graph;
    this.label = label;
  }

  @Override
  public void replay() {
    checkOpen(label);
    stream.enter();
    int code = JCudaDriver.cuGraphLaunch(graph, stream.handle());
    if (code != CUDA_SUCCESS) {
      throw stream.failure(code, "enqueuing " + label);
    }
    stream.enqueued(label);
  }

  @Override
  protected void release() {
    // A replay may still be under way.
    stream.settle();
    JCudaDriver.cuGraphExecDestroy(graph);
  }
}
