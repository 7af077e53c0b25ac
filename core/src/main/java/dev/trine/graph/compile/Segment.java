package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Part of a program that is recorded by itself: all of it where there is no loop; else what lies
 * before a loop, its turns, what lies behind.
 *
 * @param calls in the order in which they run
 * @param repetition null for what runs once
 */
record Segment(List<BoundCall> calls, Repetition repetition) {
  /**
   * Cuts a program at its loops.
   *
   * @param resources takes charge of what is allocated
   */
  static List<Segment> of(
      Backend backend,
      List<Application> applications,
      List<BoundCall> calls,
      Map<Node, View> views,
      Resources resources) {
    List<Segment> segments = new ArrayList<>();
    int from = 0;
    for (int i = 0; i < applications.size(); i++) {
      Application application = applications.get(i);
      if (application.op() instanceof Enter) {
        segments.add(new Segment(between(calls, from, i), null));
        from = i + 1;
      } else if (application.op() instanceof Again again) {
        View residual = views.get(Again.residual(application));
        Repetition repetition =
            new Repetition(
                backend,
                Again.result(application).name(),
                again.convergence(),
                residual,
                resources.add(backend.allocateHost(residual.type(), residual.elements())));
        segments.add(new Segment(between(calls, from, i), repetition));
        from = i + 1;
      }
    }
    segments.add(new Segment(between(calls, from, applications.size()), null));
    return segments;
  }

  private static List<BoundCall> between(List<BoundCall> calls, int first, int last) {
    return calls.stream()
        .filter(call -> first <= call.position() && call.position() <= last)
        .toList();
  }

  /** Runs it, by whatever runs its recording once. */
  void run(Recording recording, Consumer<Recording> once) {
    if (repetition == null) {
      once.accept(recording);
    } else {
      repetition.run(() -> once.accept(recording));
    }
  }
}
