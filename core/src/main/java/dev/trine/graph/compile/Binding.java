package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import dev.trine.graph.Application;
import dev.trine.graph.Cost;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import dev.trine.graph.Store;
import dev.trine.graph.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Binds what a program runs to the places of its values. */
final class Binding {
  private final Backend backend;
  private final InputPlaces inputs;
  private final Map<Node, View> views;
  private final State state;
  private final Resources resources;
  private final List<BoundCall> calls = new ArrayList<>();

  private Binding(
      Backend backend,
      InputPlaces inputs,
      Map<Node, View> views,
      State state,
      Resources resources) {
    this.backend = backend;
    this.inputs = inputs;
    this.views = views;
    this.state = state;
    this.resources = resources;
  }

  /**
   * @param views of every value
   * @param resources takes charge of the calls
   * @return in the order in which they run
   */
  static List<BoundCall> of(
      Backend backend,
      List<Application> applications,
      InputPlaces inputs,
      Map<Node, View> views,
      State state,
      Resources resources) {
    Binding binding = new Binding(backend, inputs, views, state, resources);
    for (int i = 0; i < applications.size(); i++) {
      binding.bind(i, applications.get(i));
    }
    return binding.calls;
  }

  private void bind(int position, Application application) {
    List<View> in = application.inputs().stream().map(views::get).toList();
    List<View> out = application.outputs().stream().map(views::get).toList();
    if (application.op() instanceof Stack) {
      copyParts(position, application, in, out.get(0));
    } else if (application.op() instanceof Store store) {
      View to = state.of(store, application.input(0).tensorType());
      if (!isSamePlace(in.get(0), to)) {
        bindTask(position, application, in, List.of(to));
      }
    } else if (application.op() instanceof Enter) {
      if (!isSamePlace(in.get(0), out.get(0))) {
        bindTask(position, application, in, out);
      }
    } else if (application.op() instanceof Again) {
      View to = views.get(Again.state(application));
      View from = views.get(Again.next(application));
      if (!isSamePlace(from, to)) {
        bindTask(position, application, List.of(from), List.of(to));
      }
    } else if (application.op() instanceof Task) {
      bindTask(position, application, in, out);
    }
  }

  /**
   * @param outputs null for one that nobody uses
   */
  private void bindTask(int position, Application application, List<View> in, List<View> outputs) {
    Task op = (Task) application.op();
    String value = application.outputs().isEmpty() ? "" : ", " + application.output(0).name();
    String name = op.label(in, outputs) + value;
    add(position, name, in, op.cost(in, outputs), views -> op.bind(backend, views, outputs));
  }

  /** Copies those parts of a stack that could not be computed where they belong. */
  private void copyParts(int position, Application application, List<View> parts, View whole) {
    long start = 0;
    for (int i = 0; i < parts.size(); i++) {
      View part = parts.get(i);
      View to = whole.part(start, part.shape());
      if (part.elements() > 0 && !isSamePlace(part, to)) {
        String name = "stack %s, %s".formatted(part.shape(), application.input(i).name());
        List<View> from = List.of(part);
        Cost cost = Cost.of(0, from, List.of(to));
        add(position, name, from, cost, views -> backend.copy(views.get(0), to));
      }
      start += part.elements();
    }
  }

  /** Prepares a call on the views that it reads. */
  @FunctionalInterface
  private interface Binder {
    Call bind(List<View> inputs);
  }

  private void add(int position, String name, List<View> in, Cost work, Binder binder) {
    List<Call> bound = new ArrayList<>();
    int slots = inputs.anyHolds(in) ? inputs.slots() : 1;
    for (int i = 0; i < slots; i++) {
      int slot = i;
      List<View> there = in.stream().map(view -> inputs.in(slot, view)).toList();
      bound.add(resources.add(binder.bind(there)));
    }
    calls.add(new BoundCall(position, name, bound, work));
  }

  private static boolean isSamePlace(View one, View other) {
    return one.buffer() == other.buffer() && one.byteOffset() == other.byteOffset();
  }
}
