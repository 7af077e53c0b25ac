package dev.trine.kernels;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What the kernel of an update does besides computing, in the terms of {@code guard.h}: it looks at
 * the step state before, and at its results before it stores them.
 */
record OpenClGuard(OpenClText text) {
  static final List<String> PARAMETERS = List.of("__global int* state", "long state_offset");

  /** Before the kernel. */
  void include() {
    text.line("#include \"guard.h\"");
  }

  /** Before anything is computed. */
  void begin() {
    text.line("state += state_offset;");
    text.open("if (state[HEALTHY] == 0)");
    text.line("return;");
    text.close();
  }

  /** Opens what is done if all results of a vector are finite. */
  void open(List<String> results) {
    text.line(
        "ints finite = %s;",
        results.stream().map("FINITE(%s)"::formatted).collect(Collectors.joining(" & ")));
    text.open("if (all(finite | BEYOND(length)))");
  }

  /** Goes on with what is done if some are not. */
  void otherwise() {
    text.close();
    text.open("else");
  }

  void close() {
    // Any number of lanes may write that same mark, and none reads it here.
    text.line("state[OVERFLOWED] = 1;");
    text.close();
  }
}
