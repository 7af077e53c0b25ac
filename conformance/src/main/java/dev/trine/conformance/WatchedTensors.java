package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.conformance.catalogue.Argument;
import dev.trine.conformance.catalogue.Bound;
import dev.trine.conformance.catalogue.Tolerance;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The tensors of a case on a backend, by name, and its scratch. */
final class WatchedTensors implements AutoCloseable {
  private static final String SCRATCH = "scratch";

  private final Backend backend;
  private final Alignment placement;
  private final Map<String, WatchedTensor> tensors = new LinkedHashMap<>();

  WatchedTensors(Backend backend, Alignment placement) {
    this.backend = backend;
    this.placement = placement;
  }

  View place(Argument argument, double[] initial) {
    WatchedTensor tensor =
        new WatchedTensor(backend, argument, initial, placement.offset(tensors.size()));
    tensors.put(argument.name(), tensor);
    return tensor.view();
  }

  /** Scratch is aligned wherever the tensors lie, since no caller passes slices of it. */
  View placeScratch(long bytes) {
    long elements = (bytes + Float.BYTES - 1) / Float.BYTES;
    Argument argument = Argument.output(SCRATCH, Tolerance.within(Bound.exact()), elements);
    double[] undefined = new double[Math.toIntExact(elements)];
    Arrays.fill(undefined, Double.NaN);
    WatchedTensor tensor =
        new WatchedTensor(backend, argument, undefined, Alignment.ALIGNED.offset(0));
    tensors.put(SCRATCH, tensor);
    return tensor.view();
  }

  void reset() {
    tensors.values().forEach(WatchedTensor::reset);
  }

  /** The content of each buffer, sentinels included. */
  Map<String, double[]> read() {
    Map<String, double[]> contents = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> contents.put(name, tensor.read()));
    return contents;
  }

  double[] elements(String name, Map<String, double[]> contents) {
    return tensors.get(name).elements(contents.get(name));
  }

  /** What was written that must not be. */
  Optional<String> trespass(Map<String, double[]> contents) {
    return tensors.entrySet().stream()
        .flatMap(tensor -> tensor.getValue().trespass(contents.get(tensor.getKey())).stream())
        .findFirst();
  }

  @Override
  public void close() {
    tensors.values().forEach(WatchedTensor::close);
  }
}
