package dev.trine.cli.train.goal;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import java.util.List;

/** A set with its target as (value − origin) / unit. */
final class ScaledTarget implements Examples {
  private final Dataset set;
  private final double origin;
  private final double unit;

  ScaledTarget(Dataset set, double origin, double unit) {
    this.set = set;
    this.origin = origin;
    this.unit = unit;
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
  public boolean areFixed() {
    return set.examples().areFixed();
  }

  @Override
  public Examples inEpoch(int epoch, int[] trained) {
    Dataset seen = set.inEpoch(epoch, trained);
    return seen == set ? this : new ScaledTarget(seen, origin, unit);
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    set.copy(field, order, from, count, to);
    if (field.role() == Field.Role.TARGET) {
      for (long i = 0; i < count * field.type().elements(); i++) {
        to.set(i, (to.get(i) - origin) / unit);
      }
    }
  }
}
