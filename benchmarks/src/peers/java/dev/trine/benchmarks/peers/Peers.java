package dev.trine.benchmarks.peers;

import java.io.IOException;

/** Measures Trine on the CPU beside DJL with libtorch; an argument sets the threads of each. */
public final class Peers {
  private Peers() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    int threads =
        arguments.length > 0
            ? Integer.parseInt(arguments[0])
            : Runtime.getRuntime().availableProcessors();
    try (Contestant trine = new Contestant("Trine", threads);
        Contestant djl = new Contestant("DJL", threads)) {
      System.out.printf("Trine: %s%n", trine.description());
      System.out.printf("DJL:   %s%n", djl.description());
      System.out.printf("Java %s, %s threads each%n", Runtime.version(), threads);
      for (Task task : Task.ALL) {
        new Duel(task, trine, djl).run();
      }
    }
  }
}
