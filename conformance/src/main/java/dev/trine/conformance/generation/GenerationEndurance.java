package dev.trine.conformance.generation;

import static dev.trine.nn.Layers.causalAttention;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.embedding;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.positions;
import static dev.trine.nn.Layers.sequence;
import static dev.trine.nn.Layers.transformer;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.conformance.harness.ResidentMemory;
import dev.trine.nn.Decoding;
import dev.trine.nn.Generator;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Prompt;
import dev.trine.nn.Returns;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a thousand generated words leave behind.
 *
 * @param calls that were prepared for them
 * @param recordings that were made for them
 * @param liveBytes growth of the backend's device memory
 * @param residentBytes growth of the process; 0 where the system does not say
 */
public record GenerationEndurance(int calls, int recordings, long liveBytes, long residentBytes) {
  private static final int WORDS = 1_000;
  private static final long MOST_RESIDENT_BYTES = 16 << 20;

  /** Of a network with a state and with a history, in prompts and words of several lengths. */
  public static GenerationEndurance of(Backend backend, Decoding decoding) {
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger recordings = new AtomicInteger();
    Network network =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(4)))
            .layer(embedding(9, 8))
            .layer(
                sequence(gru(8, Returns.ALL), positions(), transformer(causalAttention(2), 8, 0)))
            .layer(dense(9))
            .build();
    try (Model model = network.initialise(counted(backend, calls, recordings), 1);
        Generator generator = Generator.of(model).decoding(decoding).length(WORDS + 8).build()) {
      generate(generator);
      calls.set(0);
      recordings.set(0);
      long live = backend.memory().liveBytes();
      long resident = ResidentMemory.bytes();
      generate(generator);
      return new GenerationEndurance(
          calls.get(),
          recordings.get(),
          backend.memory().liveBytes() - live,
          ResidentMemory.bytes() - resident);
    }
  }

  private static void generate(Generator generator) {
    for (int i = 1; i <= 4; i++) {
      generator.generate(Prompt.of(new int[2 * i]).atMost(i * WORDS / 10));
    }
  }

  /**
   * Checks that words leave nothing behind beyond what a process gains by itself.
   *
   * @throws AssertionError if anything was compiled for them, or memory grew
   */
  public void check() {
    if (calls != 0 || recordings != 0 || liveBytes != 0 || residentBytes > MOST_RESIDENT_BYTES) {
      throw new AssertionError("A thousand words leave something behind: " + this);
    }
  }

  /** The same backend, of which it is counted what it prepares. */
  private static Backend counted(Backend backend, AtomicInteger calls, AtomicInteger recordings) {
    Set<Class<?>> interfaces =
        Stream.<Class<?>>iterate(backend.getClass(), c -> c != null, Class::getSuperclass)
            .flatMap(c -> Arrays.stream(c.getInterfaces()))
            .filter(c -> Modifier.isPublic(c.getModifiers()))
            .collect(Collectors.toSet());
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            interfaces.toArray(Class<?>[]::new),
            (proxy, method, arguments) -> {
              if (method.getReturnType() == Call.class) {
                calls.incrementAndGet();
              }
              if (method.getName().equals("record")) {
                recordings.incrementAndGet();
              }
              try {
                return method.invoke(backend, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
