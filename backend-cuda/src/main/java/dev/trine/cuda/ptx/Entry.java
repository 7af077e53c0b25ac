package dev.trine.cuda.ptx;

import java.util.stream.Collectors;

/**
 * A kernel in PTX.
 *
 * @param lanes of a group
 */
record Entry(Parameters parameters, int lanes, Assembly body) {
  /**
   * A module whose only entry it is, which every driver from CUDA 11.0 on takes.
   *
   * @param meaning put in front as a comment
   */
  String module(String name, String meaning) {
    return """
        %s
        .version 7.0
        .target sm_75
        .address_size 64

        .visible .entry %s(
        %s
        )
        .reqntid %s, 1, 1
        {
        %s}
        """
        .formatted(comment(meaning), name, parameters, lanes, body);
  }

  private static String comment(String meaning) {
    return meaning.lines().map(line -> "// " + line).collect(Collectors.joining("\n"));
  }
}
