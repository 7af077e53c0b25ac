package dev.trine.benchmarks.peers;

import java.io.IOException;
import java.util.List;

/**
 * Measures Trine on the CPU beside DJL with libtorch. A first argument sets the threads of each;
 * further ones are beginnings of the names of tasks, which run alone then.
 */
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
      List<String> names =
          List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
      for (Task task : Task.ALL) {
        if (names.isEmpty() || names.stream().anyMatch(task.name()::startsWith)) {
          new Duel(task, trine, djl).run();
        }
      }
    }
  }
}
