package dev.trine.report;

import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How training went, epoch by epoch. */
record Courses(List<EpochReport> epochs) {
  /** The largest loss over the least from which on equal factors are of more interest. */
  private static final double WIDE = 20;

  /** What is measured on both parts, then what is known of training alone. */
  List<Section> sections() {
    List<Section> sections = new ArrayList<>();
    for (String measure : measures()) {
      sections.add(of(measure));
    }
    sections.add(of("Examples a second", EpochReport::samplesPerSecond));
    double[] rates = values(EpochReport::learningRate);
    for (double rate : rates) {
      if (rate != rates[0]) {
        sections.add(of("Learning rate", EpochReport::learningRate));
        break;
      }
    }
    if (epochs.stream().anyMatch(epoch -> epoch.skipped() > 0)) {
      sections.add(of("Steps that were left out, as they were not finite", EpochReport::skipped));
    }
    return sections;
  }

  private Set<String> measures() {
    return epochs.get(0).training().means().keySet();
  }

  private Curves of(String measure) {
    Curves curves = curves(measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1));
    double[] training = values(measure, EpochReport::training);
    curves = curves.with("training", training);
    if (epochs.stream().allMatch(epoch -> epoch.validation() != null)) {
      curves = curves.with("validation", values(measure, EpochReport::validation));
    }
    return isWide(curves) ? curves.onLogarithmicAxis() : curves;
  }

  private Curves of(String name, ToDoubleFunction<EpochReport> value) {
    return curves(name).with("training", values(value));
  }

  private Curves curves(String name) {
    return Curves.of("epoch", name).at(values(EpochReport::epoch));
  }

  private double[] values(String measure, Function<EpochReport, Evaluation> part) {
    return values(epoch -> part.apply(epoch).means().getOrDefault(measure, Double.NaN));
  }

  private double[] values(ToDoubleFunction<EpochReport> value) {
    return epochs.stream().mapToDouble(value).toArray();
  }

  private static boolean isWide(Curves curves) {
    double least = Double.POSITIVE_INFINITY;
    double largest = 0;
    for (Curves.Curve curve : curves.curves()) {
      for (double value : curve.values()) {
        least = Math.min(least, value);
        largest = Math.max(largest, value);
      }
    }
    return least > 0 && largest / least > WIDE;
  }
}
