package dev.trine.cli.spark;

import dev.trine.TrineException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sources that this program was built from, and built in. */
record Checkout(Path root) {
  /**
   * Where the running program comes from.
   *
   * @throws TrineException if it has left there, as it has in a bundle
   */
  static Checkout ofRunning() {
    return of(
        Path.of(
            URI.create(
                Checkout.class.getProtectionDomain().getCodeSource().getLocation().toString())));
  }

  /**
   * @param program its jar, or the folder of its classes, which lies beside the jar
   */
  static Checkout of(Path program) {
    Path target = program.toAbsolutePath().normalize().getParent();
    if (target != null && target.endsWith(Path.of("cli", "target"))) {
      Checkout checkout = new Checkout(target.getParent().getParent());
      if (Files.isRegularFile(checkout.module("examples-spark").resolve("pom.xml"))) {
        return checkout;
      }
    }
    throw new TrineException(
        "--spark is for a checkout of Trine with Maven, since neither Spark nor what is made for it is in a bundle; this runs from %s. In a program of your own depend on trine-spark"
            .formatted(program));
  }

  Path module(String name) {
    return root.resolve(name);
  }

  /** What {@code ./trine} runs. */
  Path jar() {
    return module("cli").resolve(Path.of("target", "trine.jar"));
  }
}
