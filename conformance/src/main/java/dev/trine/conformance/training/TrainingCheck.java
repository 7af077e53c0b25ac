package dev.trine.conformance.training;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Precision;
import dev.trine.reference.ReferenceBackend;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checks a backend's whole training runs against the reference's. */
public final class TrainingCheck {
  private static final Map<String, LossCurve> REFERENCE = new ConcurrentHashMap<>();

  private TrainingCheck() {}

  /**
   * Trains twice.
   *
   * @return the distance to the reference's loss curve
   * @throws AssertionError if that is above {@link LossCurve#tolerance}, if the second run gives
   *     other bits than the first, or if memory is left over
   */
  public static double run(Backend backend, TrainingCase run) {
    long before = backend.memory().liveBytes();
    LossCurve first = LossCurve.of(backend, run);
    LossCurve second = LossCurve.of(backend, run);
    if (!Arrays.deepEquals(first.weights(), second.weights())
        || !Arrays.equals(first.losses(), second.losses())) {
      throw new AssertionError(
          "%s: two runs of '%s' from one seed differ".formatted(backend.device(), run));
    }
    if (backend.memory().liveBytes() != before) {
      throw new AssertionError(
          "%s: '%s' leaves memory behind: %s".formatted(backend.device(), run, backend.memory()));
    }
    double distance = first.distance(reference(run, backend.precision()));
    double tolerance = LossCurve.tolerance(backend.precision());
    if (!(distance <= tolerance)) {
      throw new AssertionError(
          "%s: the loss curve of '%s' is %s away from the reference's, at most %s is allowed"
              .formatted(backend.device(), run, distance, tolerance));
    }
    return distance;
  }

  /** The reference's course of a training run. */
  public static LossCurve reference(TrainingCase run) {
    return reference(run, Precision.F32);
  }

  private static LossCurve reference(TrainingCase run, Precision precision) {
    return REFERENCE.computeIfAbsent(
        precision + " " + run.name(),
        name -> {
          BackendOptions options = BackendOptions.defaults().withPrecision(precision);
          try (Backend reference = new ReferenceBackend(options)) {
            return LossCurve.of(reference, run);
          }
        });
  }
}
