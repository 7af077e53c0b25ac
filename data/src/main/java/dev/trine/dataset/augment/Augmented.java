package dev.trine.dataset.augment;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import dev.trine.data.PaddedFields;
import dev.trine.tensor.DType;
import java.util.List;

/**
 * A set whose examples a network is trained on as augmentations change them, one after the other,
 * otherwise in every epoch. When it is measured, or validated, the examples are as they are. What
 * is drawn depends on seed, epoch and the example's number in the set alone: not on batches,
 * threads, replicas, or whether training was interrupted.
 */
public final class Augmented implements Examples {
  private final Dataset set;
  private final Field input;
  private final long seed;
  private final List<Augmentation> augmentations;

  private Augmented(Dataset set, Field input, long seed, List<Augmentation> augmentations) {
    this.set = set;
    this.input = input;
    this.seed = seed;
    this.augmentations = augmentations;
  }

  /**
   * A set with its only input augmented.
   *
   * @param augmentations in the order in which they change an example
   * @throws IllegalArgumentException if there are several inputs, or one of the augmentations is
   *     not for such examples
   */
  public static Dataset of(Dataset set, long seed, Augmentation... augmentations) {
    List<String> inputs =
        set.fields().stream()
            .filter(field -> field.role() == Field.Role.INPUT)
            .map(Field::name)
            .toList();
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          "The set has the inputs %s: name the one that is augmented, Augmented.input(set, name, …)"
              .formatted(inputs));
    }
    return input(set, inputs.get(0), seed, augmentations);
  }

  /**
   * A set with one of its inputs augmented.
   *
   * @param name of the field, F32 or U8
   * @param augmentations in the order in which they change an example
   * @throws IllegalArgumentException if there is no such field, the set is made of streams, or one
   *     of the augmentations is not for such examples
   */
  public static Dataset input(Dataset set, String name, long seed, Augmentation... augmentations) {
    Field input = set.field(name);
    DType type = input.type().type();
    if (input.role() != Field.Role.INPUT || type != DType.F32 && type != DType.U8) {
      throw new IllegalArgumentException(
          "Field '%s' is %s %s, expected an input, F32 or U8, to be augmented"
              .formatted(name, input.role(), input.type()));
    }
    if (set.streams() > 0) {
      throw new IllegalArgumentException(
          "The set is made of streams, whose windows go on from each other: augment the steps, and call streams(…) then");
    }
    for (Augmentation augmentation : augmentations) {
      augmentation.check(set, input);
    }
    Dataset augmented = Dataset.of(new Augmented(set, input, seed, List.of(augmentations)));
    for (PaddedFields padded : set.padded()) {
      augmented = augmented.padded(padded.lengths(), padded.fields().toArray(String[]::new));
    }
    return augmented;
  }

  @Override
  public int size() {
    return set.size();
  }

  @Override
  public List<Field> fields() {
    return set.fields();
  }

  @Override
  public Examples inEpoch(int epoch, int[] trained) {
    return new AugmentedEpoch(
        set.inEpoch(epoch, trained), input, augmentations, seed, epoch, trained);
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    set.copy(field, order, from, count, to);
  }
}
