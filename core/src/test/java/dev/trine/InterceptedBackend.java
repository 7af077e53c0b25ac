package dev.trine;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.ConvolutionOps;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.TensorType;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;

/** The reference with its ops tampered with, to see what the checks make of that. */
public final class InterceptedBackend {
  private InterceptedBackend() {}

  /** Takes part in the binding of every op. */
  @FunctionalInterface
  public interface Interception {
    /**
     * @param real binds the op of the reference with the arguments given
     */
    Call bind(Backend reference, Op op, Binder real);
  }

  /** Binds an op's arguments. */
  @FunctionalInterface
  public interface Binder {
    Call bind(Object... arguments);
  }

  /** An op as it was asked for; its result is, in every op that has one, the last F32 view. */
  public record Op(String name, Object... arguments) {
    public List<View> views() {
      return Arrays.stream(arguments)
          .filter(Objects::nonNull)
          .flatMap(a -> a instanceof Collection<?> list ? list.stream() : Stream.of(a))
          .filter(View.class::isInstance)
          .map(View.class::cast)
          .toList();
    }

    public View first() {
      return views().get(0);
    }

    public View last() {
      return views().get(views().size() - 1);
    }
  }

  /** A reference whose ops an interception binds. */
  public static Backend of(Interception interception) {
    Backend reference = new ReferenceBackend();
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class, ConvolutionOps.class},
            (proxy, method, arguments) -> {
              if (method.isDefault() && method.getReturnType() != Call.class) {
                return InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              Binder real =
                  changed -> {
                    try {
                      return (Call) method.invoke(reference, changed);
                    } catch (IllegalAccessException | InvocationTargetException failure) {
                      throw new IllegalStateException(failure);
                    }
                  };
              return method.getReturnType() == Call.class
                  ? interception.bind(reference, new Op(method.getName(), arguments), real)
                  : method.invoke(reference, arguments);
            });
  }

  /** Something that happens each time after an op has run. */
  @FunctionalInterface
  public interface Aftermath {
    void follow(Backend reference, Op op);
  }

  /** A reference whose ops have an aftermath. */
  public static Backend with(Aftermath aftermath) {
    return of(
        (reference, op, real) -> {
          Call call = real.bind(op.arguments());
          return () -> {
            call.enqueue();
            aftermath.follow(reference, op);
          };
        });
  }

  /** Changes each element of a view. */
  public static void map(Backend reference, View view, DoubleUnaryOperator change) {
    try (HostBuffer host = reference.allocateHost(view.type(), view.elements())) {
      reference.download(view, host).await();
      for (long i = 0; i < view.elements(); i++) {
        host.set(i, change.applyAsDouble(host.get(i)));
      }
      reference.upload(host, view).await();
    }
  }

  /** Memory that lives as long as the backend. */
  public static View copyOf(Backend reference, View view) {
    View copy = reference.allocate(new TensorType(view.type(), view.shape()), "copy");
    reference.copy(view, copy).enqueue();
    return copy;
  }

  public static boolean isFloat(View view) {
    return view.type() == DType.F32;
  }
}
