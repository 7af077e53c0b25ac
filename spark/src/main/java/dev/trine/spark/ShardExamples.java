package dev.trine.spark;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Examples;
import dev.trine.data.Field;
import java.util.List;

/** A shard as examples that a network is trained on. */
record ShardExamples(List<Field> fields, Shard shard) implements Examples {
  @Override
  public int size() {
    return shard.size();
  }

  @Override
  public boolean areFixed() {
    return true;
  }

  @Override
  public void copy(Field field, int[] order, int from, int count, HostBuffer to) {
    ElementArray type = ElementArray.of(field.type().type());
    Object column = shard.column(fields.indexOf(field));
    int length = (int) field.type().elements();
    for (int i = 0; i < count; i++) {
      type.put(to, (long) i * length, column, order[from + i] * length, length);
    }
  }
}
