package dev.trine.conformance.catalogue;

import dev.trine.backend.BackendOptions;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Precision;
import dev.trine.backend.View;
import dev.trine.reference.ReferenceBackend;
import dev.trine.reference.TensorFloat;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the reference makes of a case: its tensors before and after, by name. */
public final class ReferenceRun {
  private final Precision precision;
  private final Map<String, double[]> before;
  private final Map<String, double[]> after = new LinkedHashMap<>();

  private ReferenceRun(Precision precision, Map<String, double[]> before) {
    this.precision = precision;
    this.before = before;
  }

  /**
   * Runs it.
   *
   * @param precision of the backend that is compared with it
   */
  public static ReferenceRun of(OpCase opCase, Precision precision) {
    ReferenceRun run = new ReferenceRun(precision, opCase.draw());
    try (ReferenceBackend backend =
        new ReferenceBackend(BackendOptions.defaults().withPrecision(precision))) {
      Map<String, View> views = new LinkedHashMap<>();
      for (Argument argument : opCase.arguments()) {
        View view = backend.allocate(argument.tensorType(), argument.name());
        views.put(argument.name(), view);
        double[] values = run.before(argument.name());
        try (HostBuffer host = backend.allocateHost(argument.type(), values.length)) {
          for (int i = 0; i < values.length; i++) {
            host.set(i, values[i]);
          }
          backend.upload(host, view).await();
        }
      }
      try (Call call = opCase.binding().bind(backend, views)) {
        call.enqueue();
      }
      views.forEach((name, view) -> run.after.put(name, download(backend, view)));
    }
    return run;
  }

  public double[] before(String tensor) {
    return before.get(tensor);
  }

  /** What a product takes the elements of an operand for. */
  double[] operand(String tensor) {
    double[] values = before(tensor);
    return precision == Precision.TF32
        ? Arrays.stream(values).map(TensorFloat::round).toArray()
        : values;
  }

  public double[] after(String tensor) {
    return after.get(tensor);
  }

  private static double[] download(ReferenceBackend backend, View view) {
    double[] values = new double[Math.toIntExact(view.elements())];
    try (HostBuffer host = backend.allocateHost(view.type(), values.length)) {
      backend.download(view, host).await();
      for (int i = 0; i < values.length; i++) {
        values[i] = host.get(i);
      }
    }
    return values;
  }
}
