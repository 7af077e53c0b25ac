package dev.trine.train;

import dev.trine.OutOfDeviceMemoryException;
import dev.trine.data.BatchShape;
import dev.trine.data.Dataset;
import dev.trine.data.LengthBuckets;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * How many examples are worked on at a time: the whole batch, or a part of it where that is asked
 * for or where the memory of the device demands it.
 *
 * @param batch examples a step
 * @param part examples at a time, at most the batch
 */
record BatchSize(int batch, int part) {
  private static final System.Logger LOG = System.getLogger(BatchSize.class.getName());

  boolean isSplit() {
    return part < batch;
  }

  /**
   * Of all that an epoch is worked on in: of whole batches, or the largest of parts, and of what is
   * left of batches and of the epoch.
   */
  private Stream<BatchShape> shapes(LengthBuckets buckets) {
    return isSplit()
        ? IntStream.of(part, batch % part, buckets.examples() % batch % part)
            .filter(size -> size > 0)
            .distinct()
            .mapToObj(buckets::longest)
        : buckets.shapes().stream();
  }

  /**
   * The largest that the device has memory for.
   *
   * @param buckets of an epoch, for whole batches
   * @throws OutOfDeviceMemoryException if the batch does not fit and its network is not split, or
   *     not even an example fits
   */
  static BatchSize fitting(TrainerSettings settings, LengthBuckets buckets, TrainStep step) {
    int batch = buckets.batch();
    if (settings.parts() > 1) {
      return new BatchSize(batch, parts(batch, settings.parts()));
    }
    Stream<BatchShape> whole = new BatchSize(batch, batch).shapes(buckets);
    OutOfDeviceMemoryException full = failure(whole, step::program);
    if (full == null) {
      return new BatchSize(batch, batch);
    }
    if (settings.model().network().carries()) {
      throw new OutOfDeviceMemoryException(
          "%s Fewer streams than %s, or shorter windows, take less."
              .formatted(full.getMessage(), batch),
          full);
    }
    if (!Accumulation.isSplittable(settings.model())) {
      throw tooLarge(buckets, full, step);
    }
    for (int count = 2; count < 2 * batch; count *= 2) {
      BatchSize split = new BatchSize(batch, parts(batch, count));
      if (failure(split.shapes(buckets), step::programOfPart) == null) {
        say(settings, split);
        return split;
      }
    }
    throw full;
  }

  /** As it was asked for; of streams a row each. */
  static int batch(TrainerSettings settings, Dataset training) {
    if (training.streams() > 0) {
      return training.streams();
    }
    boolean isAll = settings.batch() == TrainerSettings.ALL;
    return isAll ? training.size() : Math.min(settings.batch(), training.size());
  }

  /** Parts of equal size, but for the last. */
  private static int parts(int batch, int count) {
    return (batch + count - 1) / count;
  }

  /** What is missing to compile programs for all of these shapes, or null. */
  private static OutOfDeviceMemoryException failure(
      Stream<BatchShape> shapes, Consumer<BatchShape> compile) {
    try {
      shapes.forEach(compile);
      return null;
    } catch (OutOfDeviceMemoryException full) {
      return full;
    }
  }

  private static void say(TrainerSettings settings, BatchSize size) {
    String line =
        "A batch of %s does not fit into the memory of %s: each is worked on in parts of %s, whose gradients are added up. batch(%s) would have steps of that size."
            .formatted(size.batch, settings.model().backend().device(), size.part, size.part);
    LOG.log(System.Logger.Level.INFO, line);
    settings.listeners().forEach(listener -> listener.onNotice(line));
  }

  /** Halving finds the size. */
  private static OutOfDeviceMemoryException tooLarge(
      LengthBuckets buckets, OutOfDeviceMemoryException full, TrainStep step) {
    int fits = 0;
    int above = buckets.batch();
    while (above - fits > 1) {
      int size = (fits + above) / 2;
      if (failure(Stream.of(buckets.longest(size)), step::program) == null) {
        fits = size;
      } else {
        above = size;
      }
    }
    return new OutOfDeviceMemoryException(
        "A batch of %s does not fit, and it is not split, since the network has state that a forward pass changes, as batch norm does, which looks at whole batches; the largest batch that fits is %s. %s"
            .formatted(buckets.batch(), fits, full.getMessage()),
        full);
  }
}
