package dev.trine.cli.using;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.BackendProvider;
import dev.trine.backend.Backends;
import dev.trine.backend.Candidate;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Backends whose service files were lost when jars were merged into one. */
class LostServicesTest {
  /** Finds everything on the class path but the providers' service files. */
  private static final class WithoutServices extends ClassLoader {
    WithoutServices(ClassLoader parent) {
      super(parent);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      return name.endsWith(BackendProvider.class.getName())
          ? Collections.emptyEnumeration()
          : super.getResources(name);
    }
  }

  private final ClassLoader original = Thread.currentThread().getContextClassLoader();

  @AfterEach
  void end() {
    Thread.currentThread().setContextClassLoader(original);
  }

  @Test
  void areFoundByTheirClasses() {
    Thread.currentThread().setContextClassLoader(new WithoutServices(original));
    List<String> backends =
        Backends.candidates().stream()
            .map(Candidate::selector)
            .map(selector -> selector.replaceAll(":.*", ""))
            .distinct()
            .toList();
    assertEquals(List.of("cuda", "opencl", "cpu"), backends);
  }
}
