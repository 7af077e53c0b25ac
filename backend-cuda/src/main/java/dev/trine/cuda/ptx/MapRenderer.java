package dev.trine.cuda.ptx;

import dev.trine.expression.Expression;
import dev.trine.expression.Expression.Index;
import dev.trine.expression.Expression.Load;
import dev.trine.expression.Listing.Leaf;
import dev.trine.expression.Listing.Step;
import dev.trine.kernels.MapForm;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The kernel for a mapping, with the parameters that {@link MapForm} describes. A lane takes quads
 * of neighbouring elements: it loads what they need, computes them one after the other, and stores
 * them. So an input may be an output too.
 */
final class MapRenderer {
  /** The lanes of a group. */
  static final int LANES = 64;

  private final MapForm form;
  private final Steps steps;
  private final Guard guard;
  private final Coordinates coordinates;
  private final List<TensorAccess> tensors = new ArrayList<>();
  private final List<Moved> loads = new ArrayList<>();
  private final List<Moved> stores = new ArrayList<>();
  private final List<Indexed> indices = new ArrayList<>();
  private final Assembly body = new Assembly();

  /** A step that is loaded from a tensor, or stored to one. */
  private record Moved(int step, TensorAccess tensor) {}

  /** A step that is the index along an axis. */
  private record Indexed(int step, int axis) {}

  private MapRenderer(MapForm form) {
    this.form = form;
    this.steps = new Steps("", form.listing(), this::varies, Quad.LENGTH);
    this.guard = form.guarded() ? new Guard() : null;
    this.coordinates = new Coordinates(form.axes());
    List<TensorAccess> inputs = accesses("in", form.inputs());
    List<TensorAccess> outputs = accesses("out", form.outputs());
    tensors.addAll(inputs);
    tensors.addAll(outputs);
    List<Step> all = form.listing().steps();
    for (int i = 0; i < all.size(); i++) {
      if (all.get(i) instanceof Leaf leaf && leaf.expression() instanceof Load load) {
        loads.add(new Moved(i, inputs.get(load.input())));
      } else if (all.get(i) instanceof Leaf leaf && leaf.expression() instanceof Index index) {
        indices.add(new Indexed(i, index.axis()));
      }
    }
    for (int i = 0; i < outputs.size(); i++) {
      stores.add(new Moved(form.listing().results().get(i), outputs.get(i)));
    }
  }

  private boolean varies(Expression leaf) {
    return leaf instanceof Index
        || leaf instanceof Load load && form.inputs().get(load.input()).walk() != Walk.SINGLE;
  }

  private List<TensorAccess> accesses(String prefix, List<Tensor> tensors) {
    return IntStream.range(0, tensors.size())
        .mapToObj(i -> new TensorAccess(prefix + i, tensors.get(i), form.axes()))
        .toList();
  }

  static Entry render(MapForm form) {
    return new MapRenderer(form).entry();
  }

  private Entry entry() {
    declareRegisters();
    prepare();
    Quad.beginRound(body);
    if (needsCoordinates()) {
      walk();
    }
    loadDense();
    Quad.elements().forEach(element -> steps.compute(body, element));
    if (guard != null) {
      Quad.beginKeeping(body);
      Quad.elements().forEach(this::check);
    }
    store();
    Quad.endRound(body);
    return new Entry(parameters(), LANES, body);
  }

  private void check(int element) {
    guard.check(body, element, stores.stream().map(s -> steps.register(s.step, element)).toList());
  }

  private Parameters parameters() {
    Parameters all = new Parameters();
    tensors.forEach(tensor -> all.memory(tensor.memory()));
    if (guard != null) {
      all.memory(guard.memory());
    }
    all.floats(steps.scalars());
    all.ints(Quad.parameters());
    all.ints(coordinates.parameters());
    tensors.forEach(tensor -> all.ints(tensor.strides()));
    return all;
  }

  private void declareRegisters() {
    Quad.declareRegisters(body);
    body.declare(".b32", Assembly.WHOLE_PART);
    coordinates.declareRegisters(body);
    body.declare(".b64", TensorAccess.DISTANCE);
    tensors.forEach(tensor -> tensor.declareRegisters(body));
    body.declare(".pred", Instructions.TRUTH);
    steps.declareRegisters(body);
    if (guard != null) {
      guard.declareRegisters(body);
    }
  }

  /** What is done once, before the loop. */
  private void prepare() {
    Quad.begin(body, LANES);
    if (guard != null) {
      guard.prepare(body);
    }
    coordinates.prepare(body);
    tensors.forEach(tensor -> tensor.prepare(body));
    for (Moved load : on(Walk.SINGLE, loads)) {
      load.tensor.loadSingle(body, steps.register(load.step, 0));
    }
    steps.computeCommon(body);
  }

  private boolean needsCoordinates() {
    return !indices.isEmpty() || tensors.stream().anyMatch(tensor -> tensor.is(Walk.STRIDED));
  }

  /** Goes along a quad: loads what is strided, and finds where that is stored. */
  private void walk() {
    coordinates.locate(body, Quad.FIRST);
    visit(0);
    for (int element = 1; element < Quad.LENGTH; element++) {
      coordinates.advance(body);
      visit(element);
    }
  }

  private void visit(int element) {
    for (Indexed index : indices) {
      body.add("mov.u32", steps.register(index.step, element), Coordinates.at(index.axis));
    }
    for (Moved load : on(Walk.STRIDED, loads)) {
      load.tensor.locate(body, element);
      load.tensor.load(body, steps.registersOf(load.step), element);
    }
    for (Moved store : on(Walk.STRIDED, stores)) {
      store.tensor.locate(body, element);
    }
  }

  private void loadDense() {
    List<Moved> dense = on(Walk.DENSE, loads);
    dense.forEach(load -> load.tensor.locateQuad(body));
    Quad.access(
        body,
        "LOAD",
        dense,
        load -> load.tensor.loadQuad(body, steps.registersOf(load.step)),
        (load, element) -> load.tensor.load(body, steps.registersOf(load.step), element));
  }

  private void store() {
    for (Moved store : stores) {
      if (!store.tensor.is(Walk.DENSE)) {
        Quad.elements().forEach(element -> store(store, element));
      }
    }
    List<Moved> dense = on(Walk.DENSE, stores);
    dense.forEach(store -> store.tensor.locateQuad(body));
    Quad.access(
        body,
        "STORE",
        dense,
        store -> store.tensor.storeQuad(body, steps.registersOf(store.step)),
        this::store);
  }

  private void store(Moved store, int element) {
    List<String> registers = steps.registersOf(store.step);
    if (guard == null) {
      store.tensor.store(body, registers, element);
    } else {
      store.tensor.storeKept(body, registers, element);
    }
  }

  private static List<Moved> on(Walk walk, List<Moved> moved) {
    return moved.stream().filter(each -> each.tensor.is(walk)).toList();
  }
}
