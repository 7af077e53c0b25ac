package dev.trine.conformance;

import dev.trine.backend.Backend;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.conformance.catalogue.Argument;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.Optional;

/** A tensor on a backend with sentinels before and after it that nothing may write. */
final class WatchedTensor implements AutoCloseable {
  private static final int AFTER = 67;
  private static final int INT_SENTINEL = 0x5E471E15;
  private static final int BYTE_SENTINEL = 0x5E;
  private static final double FLOAT_SENTINEL = -0x1.5Ep60;

  private final Argument argument;
  private final Backend backend;
  private final int offset;
  private final double[] image;
  private final View whole;
  private final HostBuffer host;

  WatchedTensor(Backend backend, Argument argument, double[] initial, int offset) {
    this.backend = backend;
    this.argument = argument;
    this.offset = offset;
    image = new double[offset + initial.length + AFTER];
    Arrays.fill(image, sentinel(argument));
    System.arraycopy(initial, 0, image, offset, initial.length);
    whole =
        backend.allocate(
            new TensorType(argument.type(), Shape.of(image.length)),
            "conformance " + argument.name());
    host = backend.allocateHost(argument.type(), image.length);
  }

  View view() {
    return whole.part(offset, argument.shape());
  }

  /** Puts sentinels and initial content in place. */
  void reset() {
    for (int i = 0; i < image.length; i++) {
      host.set(i, image[i]);
    }
    backend.upload(host, whole).await();
  }

  /** The buffer's content, sentinels included. */
  double[] read() {
    backend.download(whole, host).await();
    double[] content = new double[image.length];
    for (int i = 0; i < content.length; i++) {
      content[i] = host.get(i);
    }
    return content;
  }

  /** The tensor's part of what {@link #read} returned. */
  double[] elements(double[] content) {
    return Arrays.copyOfRange(content, offset, content.length - AFTER);
  }

  /** What was written that must not be: a sentinel, or an input's element. */
  Optional<String> trespass(double[] content) {
    for (int i = 0; i < content.length; i++) {
      boolean outside = i < offset || i >= content.length - AFTER;
      boolean untouchable = outside || argument.role() == Argument.Role.INPUT;
      if (untouchable && Double.compare(content[i], image[i]) != 0) {
        return Optional.of(
            "%s was overwritten with %s, at element %s of %s"
                .formatted(
                    (outside ? "what lies around " : "the input ") + argument.name(),
                    content[i],
                    i - offset,
                    argument.shape().elements()));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    host.close();
    whole.buffer().close();
  }

  /** NaN around what is read, so that loading beyond the end shows in the result. */
  private static double sentinel(Argument argument) {
    return switch (argument.type()) {
      case F32, BF16 -> argument.role() == Argument.Role.INPUT ? Double.NaN : FLOAT_SENTINEL;
      case I32 -> INT_SENTINEL;
      case U8 -> BYTE_SENTINEL;
    };
  }
}
