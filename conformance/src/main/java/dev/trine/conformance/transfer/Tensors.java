package dev.trine.conformance.transfer;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;

/** Tensors whose elements are all alike, and what moves them about. */
final class Tensors implements AutoCloseable {
  /** So many that a copy takes a device a while. */
  private static final int ELEMENTS = 1 << 14;

  /** Copies in turn, which take a device longer than an upload does. */
  private static final int COPIES = 8;

  final Backend backend;
  private final Resources resources = new Resources();

  Tensors(Backend backend) {
    this.backend = backend;
  }

  /** A tensor of undefined content. */
  View tensor(String owner) {
    return resources.allocate(backend, TensorType.f32(ELEMENTS), owner);
  }

  HostBuffer host(double value) {
    HostBuffer host = resources.add(backend.allocateHost(DType.F32, ELEMENTS));
    set(host, value);
    return host;
  }

  void set(HostBuffer host, double value) {
    for (int i = 0; i < ELEMENTS; i++) {
      host.set(i, value);
    }
  }

  /** Enqueues the same copy several times. */
  void copy(View from, View to) {
    Call copy = resources.add(backend.copy(from, to));
    for (int i = 0; i < COPIES; i++) {
      copy.enqueue();
    }
  }

  /** Has the device hold this value when the call returns. */
  void write(View tensor, double value) {
    backend.upload(host(value), tensor).await();
    backend.synchronize();
  }

  Ticket uploadBeside(double value, View to, Ticket after) {
    return backend.upload(host(value), to, after);
  }

  void expect(double value, View tensor) {
    HostBuffer host = host(Double.NaN);
    backend.download(tensor, host).await();
    expect(value, host, tensor.buffer().owner());
  }

  void expect(double value, HostBuffer host, String name) {
    for (int i = 0; i < ELEMENTS; i++) {
      if (host.get(i) != value) {
        throw new AssertionError(
            "Element %s of %s is %s, expected %s".formatted(i, name, host.get(i), value));
      }
    }
  }

  @Override
  public void close() {
    resources.close();
  }
}
