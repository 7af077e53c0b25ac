package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.Timing;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The launches of several calls, recorded by the runtime. */
final class DeviceRecording implements Recording {
  private final DeviceContext context;
  private final int[] launchesOfCall;
  private final Set<DeviceBuffer> buffers;
  private final Recording recording;

  private DeviceRecording(
      DeviceContext context, int[] launchesOfCall, Set<DeviceBuffer> buffers, Recording recording) {
    this.context = context;
    this.launchesOfCall = launchesOfCall;
    this.buffers = buffers;
    this.recording = recording;
  }

  static DeviceRecording of(DeviceContext context, List<Call> calls) {
    List<Launch> launches = new ArrayList<>();
    Set<DeviceBuffer> buffers = new LinkedHashSet<>();
    int[] launchesOfCall = new int[calls.size()];
    for (int i = 0; i < launchesOfCall.length; i++) {
      if (!(calls.get(i) instanceof LaunchCall own) || own.context() != context) {
        throw new IllegalArgumentException(
            "%s cannot record a call of another backend".formatted(context.runtime().device()));
      }
      launchesOfCall[i] = own.launches().size();
      for (BoundLaunch bound : own.launches()) {
        launches.add(bound.launch());
        buffers.addAll(bound.buffers());
      }
    }
    return new DeviceRecording(
        context, launchesOfCall, buffers, context.runtime().record(launches));
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
  public List<Timing> profile() {
    return context.get(
        () -> {
          buffers.forEach(DeviceBuffer::checkOpen);
          Iterator<Timing> launches = recording.profile().iterator();
          List<Timing> timings = new ArrayList<>();
          for (int count : launchesOfCall) {
            double seconds = 0;
            for (int i = 0; i < count; i++) {
              seconds += launches.next().seconds();
            }
            timings.add(new Timing(count, seconds));
          }
          return timings;
        });
  }

  @Override
  public void close() {
    context.release(recording::close);
  }
}
