package dev.trine.opencl;

import dev.trine.backend.Candidate;

/** Prints the candidates, one a line; with the argument {@code named} as if asked for by name. */
final class ListCandidates {
  private ListCandidates() {}

  public static void main(String[] arguments) {
    boolean named = arguments.length > 0 && arguments[0].equals("named");
    for (Candidate candidate : new OpenClProvider().candidates(named)) {
      System.out.println(candidate);
    }
  }
}
