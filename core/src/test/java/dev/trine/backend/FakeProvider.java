package dev.trine.backend;

import dev.trine.backend.op.ConvolutionOps;
import dev.trine.reference.ReferenceBackend;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A provider of devices as a test describes them, each of them the reference under another name.
 */
public abstract class FakeProvider implements BackendProvider {
  private static final Map<String, List<Candidate>> CANDIDATES = new HashMap<>();
  private static final Map<String, Supplier<Backend>> BROKEN = new HashMap<>();
  private static final List<Backend> OPEN = new ArrayList<>();

  private final String name;

  FakeProvider(String name) {
    this.name = name;
  }

  static void clear() {
    CANDIDATES.clear();
    BROKEN.clear();
    OPEN.clear();
  }

  /**
   * Makes these the providers that this thread finds on the class path.
   *
   * @param folder an empty one
   */
  static void onClassPath(Path folder, String... classes) throws IOException {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.write(services.resolve(BackendProvider.class.getName()), List.of(classes));
    URL[] path = {folder.toUri().toURL()};
    ClassLoader own = FakeProvider.class.getClassLoader();
    Thread.currentThread().setContextClassLoader(new URLClassLoader(path, own));
  }

  /** Adds a device, numbered in the order in which they are added. */
  static void device(String backend, String name, Device.Kind kind) {
    device(backend, name, "", kind);
  }

  static void device(String backend, String name, String uuid, Device.Kind kind) {
    List<Candidate> candidates = CANDIDATES.computeIfAbsent(backend, key -> new ArrayList<>());
    Device device =
        new Device(backend, candidates.size(), name, uuid, "1.0", kind, 1 << 20, 1 << 20);
    candidates.add(Candidate.usable(device));
  }

  static void unavailable(String backend, String reason, String remedy) {
    CANDIDATES
        .computeIfAbsent(backend, key -> new ArrayList<>())
        .add(Candidate.unavailable(backend, reason, remedy));
  }

  /** Lets a device that was added open as something else, or fail to. */
  static void opensAs(String selector, Supplier<Backend> opening) {
    BROKEN.put(selector, opening);
  }

  static Device device(String selector) {
    return CANDIDATES.values().stream()
        .flatMap(List::stream)
        .map(Candidate::device)
        .filter(device -> device != null && device.selector().equals(selector))
        .findFirst()
        .orElseThrow();
  }

  /** The backends that were opened and not closed. */
  static List<Backend> open() {
    return OPEN;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Candidate> candidates(boolean named) {
    List<Candidate> candidates = CANDIDATES.get(name);
    return candidates == null
        ? List.of(Candidate.unavailable(name, "there is none", null))
        : candidates;
  }

  @Override
  public Backend open(int index, BackendOptions options) {
    Supplier<Backend> broken = BROKEN.get(name + ":" + index);
    return broken == null
        ? named(device(name + ":" + index), new ReferenceBackend())
        : broken.get();
  }

  /** A backend under the name of a device, with what it would choose by size. */
  static Backend named(Device device, Backend backend, Variants variants) {
    Backend[] self = new Backend[1];
    self[0] =
        (Backend)
            Proxy.newProxyInstance(
                Backend.class.getClassLoader(),
                new Class<?>[] {Backend.class, ConvolutionOps.class},
                (proxy, method, arguments) -> {
                  switch (method.getName()) {
                    case "device":
                      return device;
                    case "variants":
                      return variants;
                    case "close":
                      OPEN.removeIf(open -> open == self[0]);
                      break;
                    default:
                  }
                  try {
                    return method.invoke(backend, arguments);
                  } catch (InvocationTargetException failure) {
                    throw failure.getCause();
                  }
                });
    OPEN.add(self[0]);
    return self[0];
  }

  static Backend named(Device device, Backend backend) {
    return named(device, backend, backend.variants());
  }

  /** {@code cuda}. */
  public static final class Cuda extends FakeProvider {
    public Cuda() {
      super("cuda");
    }
  }

  /** {@code opencl}. */
  public static final class OpenCl extends FakeProvider {
    public OpenCl() {
      super("opencl");
    }
  }

  /** {@code cpu}. */
  public static final class Cpu extends FakeProvider {
    public Cpu() {
      super("cpu");
    }
  }
}
