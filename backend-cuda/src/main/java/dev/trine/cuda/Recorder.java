package dev.trine.cuda;

import static jcuda.driver.CUresult.CUDA_SUCCESS;
import static jcuda.driver.CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;

import dev.trine.backend.Recording;
import dev.trine.kernels.NativeObjects;
import java.util.List;
import java.util.Optional;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.JCudaDriver;

/**
 * Captures launches as a CUDA graph. Nothing runs meanwhile: a capturing stream only notes down
 * what is enqueued. All kernels are loaded by then, as a launch is prepared from a loaded one.
 */
final class Recorder {
  private static final System.Logger LOG = System.getLogger(Recorder.class.getName());

  private final NativeObjects registry;
  private final CudaStream stream;

  Recorder(NativeObjects registry, CudaStream stream) {
    this.registry = registry;
    this.stream = stream;
  }

  Recording record(List<CudaLaunch> launches) {
    if (launches.isEmpty() || !stream.context().driver().isAtLeast(DriverVersion.GRAPHS)) {
      return new LaunchList(stream, launches);
    }
    stream.context().enter();
    Optional<CUgraphExec> graph = capture(launches);
    if (graph.isEmpty()) {
      return new LaunchList(stream, launches);
    }
    return new GraphRecording(registry, stream, graph.get(), launches);
  }

  /** Empty where the driver makes no graph of them. */
  private Optional<CUgraphExec> capture(List<CudaLaunch> launches) {
    // Thread-local: what other threads do with the driver meanwhile does not break the capture.
    int mode = CU_STREAM_CAPTURE_MODE_THREAD_LOCAL;
    int code = JCudaDriver.cuStreamBeginCapture(stream.handle(), mode);
    if (code != CUDA_SUCCESS) {
      return refused(code);
    }
    CUgraph graph = new CUgraph();
    int ended;
    try {
      for (int i = 0; i < launches.size() && code == CUDA_SUCCESS; i++) {
        code = launches.get(i).launch();
      }
    } finally {
      ended = JCudaDriver.cuStreamEndCapture(stream.handle(), graph);
    }
    if (ended != CUDA_SUCCESS) {
      return refused(code == CUDA_SUCCESS ? ended : code);
    }
    CUgraphExec executable = new CUgraphExec();
    if (code == CUDA_SUCCESS) {
      code = JCudaDriver.cuGraphInstantiate(executable, graph, 0);
    }
    JCudaDriver.cuGraphDestroy(graph);
    return code == CUDA_SUCCESS ? Optional.of(executable) : refused(code);
  }

  private Optional<CUgraphExec> refused(int code) {
    if (Errors.isLost(code)) {
      throw stream.context().failure(code, "recording launches");
    }
    LOG.log(
        System.Logger.Level.DEBUG,
        "launches are repeated one by one, as the driver makes no graph of them: {0}",
        Errors.describe(code));
    return Optional.empty();
  }
}
