package dev.trine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.reference.ReferenceBackend;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The reference backend with an account of all that was opened on it, and with a fault: from the
 * n-th thing on, opening fails as if memory had run out.
 */
public final class AuditedBackend implements AutoCloseable {
  private static final Set<Class<?>> OPENED = Set.of(HostBuffer.class, Call.class, Recording.class);

  private final ReferenceBackend reference = new ReferenceBackend();
  private final Backend backend =
      proxy(Backend.class, (method, arguments) -> onBackend(method, arguments));
  private final List<String> open = new ArrayList<>();
  private long opened;
  private long failFrom = Long.MAX_VALUE;
  private boolean overlapping;

  /** From now on it says that uploads beside its work gain something. */
  public AuditedBackend overlapping() {
    overlapping = true;
    return this;
  }

  public Backend backend() {
    return backend;
  }

  /** How many buffers, host buffers, calls and recordings were opened so far. */
  public long opened() {
    return opened;
  }

  /** From now on, so many things can still be opened. */
  public void failAfter(long further) {
    failFrom = opened + further;
  }

  public void failNoMore() {
    failFrom = Long.MAX_VALUE;
  }

  public long liveBytes() {
    return reference.memory().liveBytes();
  }

  /** That no buffer, host buffer, call or recording is open. */
  public void assertNothingIsOpen(String when) {
    assertEquals(List.of(), open, when);
    assertEquals(0, liveBytes(), () -> when + ": " + reference.memory().liveBytesByOwner());
  }

  private Object onBackend(Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("overlapsTransfers")) {
      return overlapping;
    }
    boolean opens = method.getName().equals("allocate") || OPENED.contains(method.getReturnType());
    if (opens && opened++ >= failFrom) {
      throw new OutOfDeviceMemoryException("injected in " + method.getName());
    }
    for (int i = 0; arguments != null && i < arguments.length; i++) {
      if (arguments[i] instanceof HostBuffer host) {
        arguments[i] = ((Audited) Proxy.getInvocationHandler(host)).inner;
      }
    }
    Object result = invoke(method, reference, arguments);
    return OPENED.contains(method.getReturnType())
        ? audited(method.getReturnType(), result, method.getName())
        : result;
  }

  private <T> T audited(Class<T> type, Object inner, String name) {
    String entry = name + " #" + opened;
    open.add(entry);
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new Audited(inner, entry)));
  }

  private static Object invoke(Method method, Object on, Object[] arguments) throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause();
    }
  }

  private interface Behaviour {
    Object invoke(Method method, Object[] arguments) throws Throwable;
  }

  private static <T> T proxy(Class<T> type, Behaviour behaviour) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> behaviour.invoke(method, arguments)));
  }

  @Override
  public void close() {
    reference.close();
  }

  /** Notes the close. */
  private final class Audited implements InvocationHandler {
    private final Object inner;
    private final String entry;

    Audited(Object inner, String entry) {
      this.inner = inner;
      this.entry = entry;
    }

    @Override
    public Object invoke(Object self, Method method, Object[] arguments) throws Throwable {
      if (method.getName().equals("close")) {
        open.remove(entry);
      }
      return AuditedBackend.invoke(method, inner, arguments);
    }
  }
}
