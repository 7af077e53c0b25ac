package dev.trine.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.Backends;
import dev.trine.nn.Model;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.serializer.KryoSerializer;
import org.junit.jupiter.api.Test;

/** Whatever Spark is told to write objects by. */
class SerialisersTest {
  @Test
  void kryoMovesWhatJavaMoves() {
    SparkConf java = LocalSpark.configuration();
    SparkConf kryo =
        LocalSpark.configuration().set("spark.serializer", KryoSerializer.class.getName());
    assertArrayEquals(trained(java), trained(kryo));
  }

  private static float[] trained(SparkConf configuration) {
    try (JavaSparkContext context = new JavaSparkContext(configuration);
        Backend backend = Backends.open("cpu", BackendOptions.defaults().withThreads(1));
        Model model = SparkCase.NETWORK.initialise(backend, 1)) {
      SparkTrainer.of(context, model)
          .backend("cpu")
          .partitions(2)
          .localSteps(4)
          .averageMoments()
          .epochs(1)
          .build()
          .fit(LocalSpark.distributed(context, SparkCase.DIGITS, 3));
      return model.readAll();
    }
  }
}
