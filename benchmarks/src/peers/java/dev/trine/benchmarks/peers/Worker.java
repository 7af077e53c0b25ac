package dev.trine.benchmarks.peers;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The process of one library: does what the lines of its input say, one line of output each. */
final class Worker {
  private static final Logger DJL_LOG = Logger.getLogger("ai.djl");

  private final Function<Task, Contender> library;
  private Contender contender;

  private Worker(Function<Task, Contender> library) {
    this.library = library;
  }

  public static void main(String[] arguments) throws IOException, URISyntaxException {
    PrintStream answers = System.out;
    System.setOut(System.err);
    String name = arguments[0];
    int threads = Integer.parseInt(arguments[1]);
    if (name.equals("DJL")) {
      DJL_LOG.setLevel(Level.SEVERE);
      answers.println(DjlContender.load(threads, besideJar("djl")));
      new Worker(DjlContender::new).serve(answers);
    } else {
      BackendOptions options = BackendOptions.defaults().withThreads(threads);
      try (Backend backend = Backends.select("cpu", options).backend()) {
        answers.println(backend.device());
        new Worker(task -> new TrineContender(backend, task)).serve(answers);
      }
    }
  }

  private static Path besideJar(String name) throws URISyntaxException {
    return Path.of(Worker.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling(name);
  }

  private void serve(PrintStream answers) throws IOException {
    BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = commands.readLine(); line != null; line = commands.readLine()) {
      String[] words = line.split(" ");
      answers.println(
          switch (words[0]) {
            case "begin" -> begin(Task.ALL.get(Integer.parseInt(words[1])));
            case "loss" -> contender.stepAndLoss();
            case "round" -> round(Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException("Unknown command: " + line);
          });
    }
    end();
  }

  private double begin(Task task) {
    end();
    contender = library.apply(task);
    return 0;
  }

  /** The median of the milliseconds that each step took; one goes before, to wake all threads. */
  private double round(int steps) {
    contender.step();
    double[] times = new double[steps];
    for (int i = 0; i < steps; i++) {
      long start = System.nanoTime();
      contender.step();
      times[i] = 1e-6 * (System.nanoTime() - start);
    }
    return Quantiles.of(times).at(0.5);
  }

  private void end() {
    if (contender != null) {
      contender.close();
      contender = null;
    }
  }
}
