package dev.trine.data;

import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The lengths to which the sequences of a {@linkplain Dataset#padded padded} set are filled up in
 * its batches. Examples of about one length come together, and each batch is as long as the
 * shortest of these lengths that holds all its examples; so there are a few shapes of batches, for
 * each of which a program is compiled, and fewer steps that only fill up. Lengths are chosen so
 * that as few as possible do.
 *
 * <p>What is left of a length after whole batches comes to the next longer one, so that a pass has
 * as many batches as any, all of them full but the last. Of a set that is not padded, or of one
 * length, batches have all steps of all examples.
 */
public final class LengthBuckets {
  /** As many shapes of batches as a pass has at most, unless it is told otherwise. */
  public static final int USUAL = 8;

  /** Examples whose lengths are looked at together. */
  private static final int CHUNK = 1 << 16;

  private final int examples;
  private final int batch;
  private final int[] buckets;
  private final List<Map<String, Integer>> steps;

  /**
   * @param buckets the number of that which holds each example
   * @param steps of the fields in each of them, of which each holds all of the one before
   */
  private LengthBuckets(int examples, int batch, int[] buckets, List<Map<String, Integer>> steps) {
    this.examples = examples;
    this.batch = batch;
    this.buckets = buckets;
    this.steps = steps;
  }

  /**
   * Lengths for a set.
   *
   * @param batch examples of a full batch
   * @param most shapes of batches of a pass, of which a last batch that is not full is one; 1 for
   *     batches with all steps
   */
  public static LengthBuckets of(Dataset dataset, int batch, int most) {
    int examples = dataset.size();
    if (most == 1 || dataset.padded().isEmpty()) {
      return new LengthBuckets(examples, batch, new int[examples], List.of(Map.of()));
    }
    int lengths = examples % batch == 0 ? most : most - 1;
    List<int[]> there = new ArrayList<>();
    for (PaddedFields padded : dataset.padded()) {
      there.add(lengths(dataset, padded));
    }
    LengthCuts cuts = LengthCuts.of(there, times(dataset), lengths);
    List<Map<String, Integer>> steps = new ArrayList<>();
    for (int[] extents : cuts.extents()) {
      Map<String, Integer> ofFields = new HashMap<>();
      for (int i = 0; i < extents.length; i++) {
        for (String field : dataset.padded().get(i).fields()) {
          ofFields.put(field, extents[i]);
        }
      }
      steps.add(ofFields);
    }
    return new LengthBuckets(examples, batch, cuts.buckets(), steps);
  }

  private static int[] times(Dataset dataset) {
    return dataset.padded().stream().mapToInt(PaddedFields::time).toArray();
  }

  /** How many steps of each example there are: at least one, as a sequence has. */
  private static int[] lengths(Dataset dataset, PaddedFields padded) {
    Field field = dataset.field(padded.lengths());
    int[] order = IntStream.range(0, dataset.size()).toArray();
    int[] lengths = new int[order.length];
    HeapBuffer buffer = new HeapBuffer(TensorType.i32(Math.min(CHUNK, order.length)));
    for (int from = 0; from < order.length; from += CHUNK) {
      int count = Math.min(CHUNK, order.length - from);
      dataset.copy(field, order, from, count, buffer);
      buffer.get(0, lengths, from, count);
    }
    return Arrays.stream(lengths).map(n -> Math.max(1, Math.min(n, padded.time()))).toArray();
  }

  /** The examples of the set. */
  public int examples() {
    return examples;
  }

  /** The examples of a full batch. */
  public int batch() {
    return batch;
  }

  /** The shape of a batch of some examples, by the longest of them. */
  public BatchShape shape(int[] order, int from, int count) {
    int longest = 0;
    for (int i = from; i < from + count && steps.size() > 1; i++) {
      longest = Math.max(longest, buckets[order[i]]);
    }
    return new BatchShape(count, steps.get(longest));
  }

  /** The largest shape that a batch of so many examples may have. */
  public BatchShape longest(int count) {
    return new BatchShape(count, steps.get(steps.size() - 1));
  }

  /** The shapes of all batches of a pass, each once, in either order. */
  public List<BatchShape> shapes() {
    int[] order = ascending();
    Set<BatchShape> shapes = new LinkedHashSet<>();
    for (int from = 0; from < examples; from += batch) {
      shapes.add(shape(order, from, Math.min(batch, examples - from)));
    }
    return List.copyOf(shapes);
  }

  /** The examples from the shortest to the longest, otherwise as they are. */
  public int[] ascending() {
    return byLength(IntStream.range(0, examples).toArray());
  }

  /**
   * The examples in random order, such that whoever cuts it into batches has examples of about one
   * length in each. A function of the random numbers alone.
   */
  public int[] shuffled(SplittableRandom random) {
    int[] all = Dataset.shuffled(examples, random);
    if (steps.size() == 1) {
      return all;
    }
    int[] sorted = byLength(all);
    int[] order = sorted.clone(); // what is left behind full batches stays there
    int[] places = Dataset.shuffled(examples / batch, random);
    for (int i = 0; i < places.length; i++) {
      System.arraycopy(sorted, places[i] * batch, order, i * batch, batch);
    }
    return order;
  }

  /** The same examples, those of each length in the order in which they are given. */
  private int[] byLength(int[] order) {
    int[] next = new int[steps.size() + 1];
    for (int bucket : buckets) {
      next[bucket + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] sorted = new int[order.length];
    for (int example : order) {
      sorted[next[buckets[example]]++] = example;
    }
    return sorted;
  }
}
