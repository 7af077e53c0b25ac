package dev.trine.backend;

import dev.trine.BackendUnavailableException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A parsed choice. {@code backend} is null for {@code auto} and {@code gpu}. */
record Choice(String backend, String device, boolean gpuOnly) {
  static Choice parse(String text, List<String> known) {
    String choice = text.strip().toLowerCase(Locale.ROOT);
    if (choice.equals("auto") || choice.equals("gpu")) {
      return new Choice(null, null, choice.equals("gpu"));
    }
    int colon = choice.indexOf(':');
    String backend = colon < 0 ? choice : choice.substring(0, colon);
    if (Providers.PREFERENCE.contains(backend) && !known.contains(backend)) {
      throw new BackendUnavailableException(
          "Backend '%s' is neither on the class path nor on the module path: %s"
              .formatted(text, Providers.remedy(backend)));
    }
    if (!known.contains(backend) || colon == choice.length() - 1) {
      throw new IllegalArgumentException(
          "Backend '%s' is none of auto, gpu, %s; add :NUMBER or :PART-OF-NAME to choose a device"
              .formatted(text, String.join(", ", known)));
    }
    return new Choice(backend, colon < 0 ? null : choice.substring(colon + 1), false);
  }

  boolean isNamed() {
    return backend != null;
  }

  boolean admits(BackendProvider provider) {
    return backend == null || backend.equals(provider.name());
  }

  /** Why a device that may work is not chosen, if it is not. */
  Optional<String> refusal(Candidate candidate) {
    Device found = candidate.device();
    if (found == null) {
      return Optional.empty();
    }
    if (backend == null) {
      if (found.kind().isGpu() || (!gpuOnly && found.backend().equals("cpu"))) {
        return Optional.empty();
      }
      return Optional.of("%s is no GPU".formatted(found.name()));
    }
    if (device == null
        || device.equals(Integer.toString(found.index()))
        || (!device.chars().allMatch(Character::isDigit)
            && (isPart(found.name()) || isPart(found.uuid())))) {
      return Optional.empty();
    }
    return Optional.of("%s is not '%s'".formatted(found.name(), device));
  }

  private boolean isPart(String name) {
    return name.toLowerCase(Locale.ROOT).contains(device);
  }
}
