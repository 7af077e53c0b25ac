package dev.trine.examples;

import dev.trine.DataException;
import dev.trine.backend.Backend;
import dev.trine.nn.Model;
import dev.trine.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What an example runs with. */
public final class Setting {
  private final List<String> arguments;
  private final Optional<Path> data;
  private final Optional<Path> report;
  private final Backend backend;
  private final Kept kept;
  private final PrintWriter out;

  /** Of the user's folder, once it is known. */
  private Fingerprint fingerprint;

  /**
   * For one run.
   *
   * @param arguments behind the example's name
   * @param data the user's folder, if one was given; nobody changes it meanwhile
   * @param report where a page about the result goes, if one was asked for
   * @param backend open, and closed by who opened it
   * @param kept models of runs before
   * @param out where lines go
   */
  public Setting(
      List<String> arguments,
      Optional<Path> data,
      Optional<Path> report,
      Backend backend,
      Kept kept,
      PrintWriter out) {
    this.arguments = List.copyOf(arguments);
    this.data = data;
    this.report = report;
    this.backend = backend;
    this.kept = kept;
    this.out = out;
  }

  /** What stands behind the example's name. */
  public List<String> arguments() {
    return arguments;
  }

  /** The user's folder, if one was given. */
  public Optional<Path> data() {
    return data;
  }

  /** Where a page about the result goes, if one was asked for. */
  public Optional<Path> report() {
    return report;
  }

  /** Open, and closed by who opened it. */
  public Backend backend() {
    return backend;
  }

  /** Models of runs before. */
  public Kept kept() {
    return kept;
  }

  /**
   * The user's folder.
   *
   * @param otherwise where to get one, if none was given
   * @throws DataException which says that, if so
   */
  public Path folder(String otherwise) {
    return data.orElseThrow(() -> new DataException(otherwise));
  }

  /** Prints a line right away, of a format as {@link String#format} takes it, in English. */
  public void say(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
    out.flush();
  }

  /**
   * The model that was {@linkplain Kept#model kept} by a run before on the same data, or a trained
   * one, which is kept from now on.
   *
   * @param name among the models of the example, such as {@code lenet}
   * @param recipe how it is trained: any text, which changes when the training does
   * @param training makes the model, on this backend
   * @return to be closed by the caller
   */
  public Model model(String name, String recipe, Supplier<Model> training) {
    if (fingerprint == null) {
      fingerprint = data.map(Fingerprint::of).orElse(Fingerprint.BUNDLED);
    }
    return kept.model(backend, name, recipe, fingerprint, training);
  }

  /** Writes a page about the result, if one was asked for. */
  public void write(Supplier<Report> page) {
    if (report.isPresent()) {
      page.get().write(report.get());
      say("report written to %s", report.get());
    }
  }
}
