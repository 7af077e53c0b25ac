package dev.trine.examples.spark;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.spark.Example;
import dev.trine.spark.SparkDataset;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;

/** Examples that the driver has, sent out to a cluster. */
final class DealtOut {
  /** Examples of a task that sends them, which is to be of a megabyte at most. */
  private static final int OF_A_TASK = 1000;

  private DealtOut() {}

  /** A set of bytes, numbers and labels. */
  static SparkDataset of(JavaSparkContext context, Dataset dataset) {
    List<Example> examples = new ArrayList<>();
    for (int i = 0; i < dataset.size(); i++) {
      Object[] arrays = new Object[dataset.fields().size()];
      for (int field = 0; field < arrays.length; field++) {
        arrays[field] = array(dataset, dataset.fields().get(field), i);
      }
      examples.add(Example.of(arrays));
    }
    int tasks = (examples.size() + OF_A_TASK - 1) / OF_A_TASK;
    return new SparkDataset(context.parallelize(examples, tasks), dataset.fields());
  }

  private static Object array(Dataset dataset, Field field, int example) {
    double[] values = dataset.read(field.name(), example);
    DType type = field.type().type();
    if (type == DType.U8) {
      byte[] bytes = new byte[values.length];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (int) values[i];
      }
      return bytes;
    }
    if (type == DType.I32) {
      int[] numbers = new int[values.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (int) values[i];
      }
      return numbers;
    }
    float[] numbers = new float[values.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) values[i];
    }
    return numbers;
  }
}
