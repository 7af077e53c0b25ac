package dev.trine.backend;

import dev.trine.BackendUnavailableException;
import dev.trine.TrineException;
import dev.trine.backend.internal.SelfCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Chooses and opens a backend. A choice is {@code auto} (CUDA, then OpenCL GPUs, discrete before
 * integrated, then the CPU), {@code gpu} (any GPU, or fail), a backend's name ({@code cpu}), a
 * device of it by number ({@code cuda:1}) or by a part of its name ({@code opencl:radeon}). A named
 * choice is strict: it works or throws.
 */
public final class Backends {
  /** The system property that holds the choice where the caller names none. */
  public static final String PROPERTY = "trine.backend";

  /** The environment variable that holds it where the property is not set. */
  public static final String VARIABLE = "TRINE_BACKEND";

  private static final System.Logger LOG = System.getLogger(Backends.class.getName());

  private Backends() {}

  /** The choice made by system property or environment, else {@code auto}. */
  public static String configuredChoice() {
    String property = System.getProperty(PROPERTY);
    if (property != null && !property.isBlank()) {
      return property;
    }
    String variable = System.getenv(VARIABLE);
    return variable == null || variable.isBlank() ? "auto" : variable;
  }

  /** Opens the {@linkplain #configuredChoice() configured} backend. */
  public static Backend open() {
    return open(configuredChoice(), BackendOptions.defaults());
  }

  /**
   * Opens a backend and logs one line that says which, and why not others.
   *
   * @throws BackendUnavailableException if none fits, naming each candidate's reason and remedy
   * @throws IllegalArgumentException if {@code choice} is no choice
   */
  public static Backend open(String choice, BackendOptions options) {
    Selection selection = select(choice, options);
    LOG.log(System.Logger.Level.INFO, selection::line);
    return selection.backend();
  }

  /**
   * Opens a backend and leaves it to the caller to say which, and why not others.
   *
   * @throws BackendUnavailableException as {@link #open(String, BackendOptions)}
   * @throws IllegalArgumentException if {@code choice} is no choice
   */
  public static Selection select(String choice, BackendOptions options) {
    List<BackendProvider> providers = Providers.find();
    Choice wanted = Choice.parse(choice, providers.stream().map(BackendProvider::name).toList());
    List<Candidate> passedOver = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (BackendProvider provider : providers) {
      if (!wanted.admits(provider)) {
        continue;
      }
      for (Candidate candidate : inOrder(provider.candidates(wanted.isNamed()))) {
        Optional<String> refusal = wanted.refusal(candidate);
        if (refusal.isPresent()) {
          passedOver.add(
              new Candidate(
                  candidate.selector(),
                  candidate.device(),
                  refusal.get(),
                  "-D" + PROPERTY + "=" + candidate.selector() + " takes it all the same"));
        } else if (!candidate.isUsable()) {
          passedOver.add(candidate);
        } else {
          try {
            return new Selection(openChecked(provider, candidate.device(), options), passedOver);
          } catch (RuntimeException | LinkageError failure) {
            failures.add(failure);
            passedOver.add(
                Candidate.unavailable(candidate.selector(), reason(failure), "see ./trine check"));
          }
        }
      }
    }
    BackendUnavailableException none =
        new BackendUnavailableException(
            "No backend fits '%s': %s".formatted(choice, Selection.reasons(passedOver)));
    failures.forEach(none::addSuppressed);
    throw none;
  }

  private static String reason(Throwable failure) {
    return failure instanceof TrineException ? failure.getMessage() : failure.toString();
  }

  /** Every candidate of every provider on the class path, in the order of preference. */
  public static List<Candidate> candidates() {
    return Providers.find().stream().flatMap(p -> inOrder(p.candidates(true)).stream()).toList();
  }

  /** Every candidate of one backend; none if it is not on the class path. */
  public static List<Candidate> candidates(String backend) {
    return Providers.find().stream()
        .filter(provider -> provider.name().equals(backend))
        .flatMap(provider -> inOrder(provider.candidates(true)).stream())
        .toList();
  }

  private static Backend openChecked(
      BackendProvider provider, Device device, BackendOptions options) {
    Backend backend = provider.open(device.index(), options);
    try {
      SelfCheck.run(backend);
      return backend;
    } catch (RuntimeException | Error failure) {
      try {
        backend.close();
      } catch (RuntimeException another) {
        failure.addSuppressed(another);
      }
      throw failure;
    }
  }

  private static List<Candidate> inOrder(List<Candidate> candidates) {
    return candidates.stream()
        .sorted(
            Comparator.comparing(
                (Candidate c) ->
                    c.device() == null ? Device.Kind.values().length : c.device().kind().ordinal()))
        .toList();
  }
}
