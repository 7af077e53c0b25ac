package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.Recording;
import dev.trine.backend.View;
import dev.trine.conformance.catalogue.Argument;
import dev.trine.conformance.catalogue.OpCase;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs one case on a backend. The call is bound before its inputs are uploaded, so that one that
 * looks at them too early fails; scratch holds NaN. Then, for each {@link Alignment}, the call is
 * enqueued twice, recorded, and replayed twice, from the same inputs each time. Every run must
 * agree with the reference, leave inputs and all that lies around the tensors alone, and give the
 * bits of the first.
 */
final class CaseCheck {
  private final Backend backend;
  private final Expectation expectation;
  private final OpCase opCase;

  private CaseCheck(Backend backend, Expectation expectation) {
    this.backend = backend;
    this.expectation = expectation;
    opCase = expectation.opCase();
  }

  static Result run(Backend backend, Expectation expectation) {
    OpCase opCase = expectation.opCase();
    CaseCheck check = new CaseCheck(backend, expectation);
    try {
      Agreement agreement = Agreement.PERFECT;
      for (Alignment placement : Alignment.values()) {
        agreement = agreement.and(check.at(placement));
      }
      return Result.of(opCase, agreement);
    } catch (RuntimeException failure) {
      return Result.thrown(opCase, failure);
    }
  }

  private Agreement at(Alignment placement) {
    try (WatchedTensors tensors = new WatchedTensors(backend, placement);
        Call call = bind(tensors)) {
      tensors.reset();
      call.enqueue();
      Map<String, double[]> first = tensors.read();
      Agreement agreement = judge(tensors, first, first).during("first run");
      tensors.reset();
      call.enqueue();
      agreement = agreement.and(judge(tensors, tensors.read(), first).during("second run"));
      tensors.reset();
      try (Recording recording = backend.record(List.of(call))) {
        recording.replay();
        agreement = agreement.and(judge(tensors, tensors.read(), first).during("first replay"));
        tensors.reset();
        recording.replay();
        agreement = agreement.and(judge(tensors, tensors.read(), first).during("second replay"));
      }
      return agreement.during(placement + " tensors");
    }
  }

  private Call bind(WatchedTensors tensors) {
    Map<String, View> views = new LinkedHashMap<>();
    for (Argument argument : opCase.arguments()) {
      views.put(argument.name(), tensors.place(argument, expectation.initial(argument)));
    }
    Call call = opCase.binding().bind(backend, views);
    if (call.scratchBytes() > 0) {
      call.attachScratch(tensors.placeScratch(call.scratchBytes()));
    }
    return call;
  }

  private Agreement judge(
      WatchedTensors tensors, Map<String, double[]> contents, Map<String, double[]> first) {
    Agreement agreement =
        tensors.trespass(contents).map(Agreement::broken).orElse(Agreement.PERFECT);
    for (Argument argument : opCase.arguments()) {
      String name = argument.name();
      double[] actual = tensors.elements(name, contents);
      agreement =
          agreement
              .and(expectation.with(argument, actual))
              .and(repetition(name, tensors.elements(name, first), actual));
    }
    return agreement;
  }

  /** The same calls must give the same bits. */
  private static Agreement repetition(String name, double[] first, double[] now) {
    int different = Arrays.mismatch(first, now);
    return different < 0
        ? Agreement.PERFECT
        : Agreement.broken(
            "%s is not the same each time: element %s was %s, is now %s"
                .formatted(name, different, first[different], now[different]));
  }
}
