package dev.trine.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * The providers on the class path and the module path. Services are found first. Who merges jars
 * into one may keep the file of one of several services of the same kind, as maven-shade does
 * unless told otherwise; the backends of this project are found by their classes then.
 */
final class Providers {
  /** The names of this project's backends in the order of preference. */
  static final List<String> PREFERENCE = List.of("cuda", "opencl", "cpu");

  private static final Map<String, String> CLASSES =
      Map.of(
          "cuda", "dev.trine.cuda.CudaProvider",
          "opencl", "dev.trine.opencl.OpenClProvider",
          "cpu", "dev.trine.cpu.CpuProvider");
  private static final System.Logger LOG = System.getLogger(Backends.class.getName());

  private Providers() {}

  /** All of them, in the order of preference, those of others last. */
  static List<BackendProvider> find() {
    List<BackendProvider> found = services();
    for (String name : PREFERENCE) {
      if (found.stream().noneMatch(provider -> provider.name().equals(name))) {
        ofClass(CLASSES.get(name)).ifPresent(found::add);
      }
    }
    found.sort(Comparator.comparing(p -> rank(p.name())));
    return found;
  }

  /** Where to look for one of {@link #PREFERENCE} that is not found. */
  static String remedy(String name) {
    return "add dev.trine:trine-backend-%s; if it was merged into a jar with others, keep %s there"
        .formatted(name, CLASSES.get(name));
  }

  private static List<BackendProvider> services() {
    List<BackendProvider> found = new ArrayList<>();
    Iterator<BackendProvider> services = ServiceLoader.load(BackendProvider.class).iterator();
    while (true) {
      try {
        if (!services.hasNext()) {
          return found;
        }
        found.add(services.next());
      } catch (ServiceConfigurationError broken) {
        warn(broken);
      }
    }
  }

  /** Where services are looked for, too. */
  private static Optional<BackendProvider> ofClass(String name) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try {
      Class<?> type =
          Class.forName(name, true, loader == null ? ClassLoader.getSystemClassLoader() : loader);
      return Optional.of(
          type.asSubclass(BackendProvider.class).getDeclaredConstructor().newInstance());
    } catch (ClassNotFoundException absent) {
      return Optional.empty();
    } catch (ReflectiveOperationException | ClassCastException | LinkageError broken) {
      warn(broken);
      return Optional.empty();
    }
  }

  private static void warn(Throwable broken) {
    LOG.log(System.Logger.Level.WARNING, "A backend on the class path cannot be used", broken);
  }

  private static int rank(String name) {
    int index = PREFERENCE.indexOf(name);
    return index < 0 ? PREFERENCE.size() : index;
  }
}
