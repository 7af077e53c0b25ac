package dev.trine.cuda;

import java.util.List;
import java.util.stream.Stream;

/**
 * A way in which a device may run things. What depends on it has a race, or lacks a wait.
 *
 * @param code what runs: the kernels as the host's compiler made them ({@code host}), or the
 *     shipped PTX, interpreted ({@code ptx})
 * @param order of a launch's groups, and of a group's lanes between barriers
 * @param async whether work runs at once ({@code eager}) or only when waited for ({@code lazy})
 */
record Execution(String code, String order, String async) {
  static List<Execution> all() {
    return Stream.of("host", "ptx").flatMap(code -> of(code).stream()).toList();
  }

  static List<Execution> of(String code) {
    return Stream.of("forward", "reverse", "random:1", "random:2")
        .flatMap(
            order -> Stream.of("eager", "lazy").map(async -> new Execution(code, order, async)))
        .toList();
  }

  /** Each order once, for what is long: what a launch does wrong the catalogue finds in all. */
  static List<Execution> some(String code) {
    return List.of(
        new Execution(code, "forward", "eager"),
        new Execution(code, "reverse", "lazy"),
        new Execution(code, "random:1", "lazy"));
  }

  /** Has the simulator run things this way from now on; the code, from the next module on. */
  void choose() {
    CudaSimulator.set("EXECUTE", code);
    CudaSimulator.set("ORDER", order);
    CudaSimulator.set("ASYNC", async);
  }

  @Override
  public String toString() {
    return String.join(", ", code, order, async);
  }
}
