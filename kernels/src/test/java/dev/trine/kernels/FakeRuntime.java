package dev.trine.kernels;

import dev.trine.backend.Device;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.Timing;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A runtime that computes nothing and notes what it is asked for. */
class FakeRuntime implements DeviceRuntime {
  static final double SECONDS_A_LAUNCH = 0.25;

  record Prepared(String kernel, Grid grid, List<LaunchArgument> arguments) {}

  final List<Prepared> prepared = new ArrayList<>();
  final List<KernelForm> forms = new ArrayList<>();
  final List<String> events = new ArrayList<>();
  private final Limits limits;
  private final long memoryBytes;
  private long heldBytes;

  FakeRuntime() {
    this(new Limits(1024, 48 * 1024, 80, 128), 1L << 40);
  }

  FakeRuntime(Limits limits, long memoryBytes) {
    this.limits = limits;
    this.memoryBytes = memoryBytes;
  }

  @Override
  public Device device() {
    return new Device(
        "fake", 0, "fake device", "", "1", Device.Kind.DISCRETE_GPU, 1L << 40, 1L << 40);
  }

  @Override
  public Limits limits() {
    return limits;
  }

  @Override
  public DeviceMemory allocate(long bytes) {
    if (heldBytes + bytes > memoryBytes) {
      return null;
    }
    heldBytes += bytes;
    return new DeviceMemory() {
      @Override
      public long bytes() {
        return bytes;
      }

      @Override
      public void close() {
        heldBytes -= bytes;
        events.add("free " + bytes);
      }
    };
  }

  @Override
  public HostBuffer allocateHost(DType type, long elements) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Kernel kernel(String module, String entry) {
    return new Kernel() {
      @Override
      public String name() {
        return entry;
      }

      @Override
      public int maxLanes() {
        return limits.maxLanes();
      }
    };
  }

  @Override
  public Kernel generate(KernelForm form) {
    forms.add(form);
    String name = form.getClass().getSimpleName().replace("Form", "").toLowerCase(Locale.ROOT);
    return kernel(name, name);
  }

  @Override
  public Launch prepare(Kernel kernel, Grid grid, List<LaunchArgument> arguments) {
    prepared.add(new Prepared(kernel.name(), grid, List.copyOf(arguments)));
    return new Launch() {
      @Override
      public void enqueue() {
        events.add("run " + kernel.name());
      }

      @Override
      public void close() {
        events.add("close " + kernel.name());
      }
    };
  }

  @Override
  public Recording record(List<Launch> launches) {
    events.add("record " + launches.size());
    return new Recording() {
      @Override
      public void replay() {
        launches.forEach(Launch::enqueue);
      }

      @Override
      public List<Timing> profile() {
        replay();
        return Collections.nCopies(launches.size(), new Timing(1, SECONDS_A_LAUNCH));
      }

      @Override
      public void close() {
        events.add("close recording");
      }
    };
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Ticket upload(HostBuffer from, DeviceMemory to, long offset, long bytes, Ticket after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean overlapsTransfers() {
    return false;
  }

  @Override
  public Ticket mark() {
    events.add("mark");
    return Ticket.DONE;
  }

  @Override
  public void await(Ticket ticket) {
    events.add("await");
  }

  @Override
  public Ticket download(DeviceMemory from, long offset, HostBuffer to, long bytes) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void synchronize() {
    events.add("synchronize");
  }

  @Override
  public void close() {
    events.add("close runtime");
  }
}
