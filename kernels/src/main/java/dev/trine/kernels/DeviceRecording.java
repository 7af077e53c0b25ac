package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The launches of several calls, recorded by the runtime. */
final class DeviceRecording implements Recording {
  private final DeviceContext context;
  private final Set<DeviceBuffer> buffers;
  private final Recording recording;

  private DeviceRecording(DeviceContext context, Set<DeviceBuffer> buffers, Recording recording) {
    this.context = context;
    this.buffers = buffers;
    this.recording = recording;
  }

  static DeviceRecording of(DeviceContext context, List<Call> calls) {
    List<Launch> launches = new ArrayList<>();
    Set<DeviceBuffer> buffers = new LinkedHashSet<>();
    for (Call call : calls) {
      if (!(call instanceof LaunchCall own) || own.context() != context) {
        throw new IllegalArgumentException(
            "%s cannot record a call of another backend".formatted(context.runtime().device()));
      }
      for (BoundLaunch bound : own.launches()) {
        launches.add(bound.launch());
        buffers.addAll(bound.buffers());
      }
    }
    return new DeviceRecording(context, buffers, context.runtime().record(launches));
  }

  @Override
  public void replay() {
    context.run(
        () -> {
          buffers.forEach(DeviceBuffer::checkOpen);
          recording.replay();
        });
  }

  @Override
  public void close() {
    context.release(recording::close);
  }
}
