package dev.trine.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the products of a recording that multiply by one matrix, as those of all steps of a
 * recurrence do, and has it laid out for oneDNN once for all of them, before the first.
 */
final class Packing implements AutoCloseable {
  /** From here on laying out the matrix is little beside what it saves. */
  private static final int WORTHWHILE = 8;

  private final Gate gate;
  private final Phase[] steps;

  /** Gives back, in order, what was prepared. */
  private final List<Runnable> prepared = new ArrayList<>();

  /** Products that are equal but for their left operands and their results. */
  private final Map<Object, List<Integer>> alike = new HashMap<>();

  Packing(Gate gate, CpuCall[] calls) {
    this.gate = gate;
    steps = new Phase[calls.length];
    for (int i = 0; i < calls.length; i++) {
      CpuCall call = calls[i];
      steps[i] = call::execute;
      if (call instanceof MatmulCall multiplying && multiplying.product().packing() != null) {
        Object packing = multiplying.product().packing();
        alike.computeIfAbsent(packing, one -> new ArrayList<>()).add(i);
      }
    }
    try {
      alike.values().forEach(group -> pack(group, calls));
    } catch (RuntimeException | Error failure) {
      close();
      throw failure;
    }
  }

  /** What to do in place of each call. */
  Phase[] steps() {
    return steps;
  }

  /** Packs for runs of products between which nothing writes to the matrix. */
  private void pack(List<Integer> group, CpuCall[] calls) {
    Region matrix = ((MatmulCall) calls[group.get(0)]).right();
    int from = 0;
    for (int i = 1; i <= group.size(); i++) {
      if (i == group.size() || isWritten(matrix, calls, group.get(i - 1), group.get(i))) {
        if (i - from >= WORTHWHILE) {
          packAll(group.subList(from, i), calls);
        }
        from = i;
      }
    }
  }

  private static boolean isWritten(Region matrix, CpuCall[] calls, int from, int to) {
    for (int i = from; i < to; i++) {
      if (calls[i].mayWrite(matrix)) {
        return true;
      }
    }
    return false;
  }

  private void packAll(List<Integer> products, CpuCall[] calls) {
    PackedMatrix packed = product(calls, products.get(0)).pack();
    prepared.add(packed::close);
    for (int i : products) {
      PreparedProduct product = product(calls, i).packed(packed);
      if (product != null) {
        prepared.add(product::close);
        steps[i] = () -> gate.team().run(product.pieces(), product);
      } else if (i == products.get(0)) {
        return;
      }
    }
    Phase first = steps[products.get(0)];
    steps[products.get(0)] =
        () -> {
          gate.team().run(packed.pieces(), packed);
          first.run();
        };
  }

  private static PreparedProduct product(CpuCall[] calls, int number) {
    return ((MatmulCall) calls[number]).product();
  }

  @Override
  public void close() {
    Collections.reverse(prepared);
    prepared.forEach(Runnable::run);
    prepared.clear();
  }
}
