package dev.trine.cpu;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.constant;
import static dev.trine.expression.Arithmetic.load;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapUnloadingTest {
  private static final int FORMULAS = 10_000;
  private static final int KEPT = 1_500;
  private static final int COLLECTIONS = 20;

  @Test
  void formulasThatAreNoLongerUsedTakeNoMemory() throws InterruptedException {
    ClassLoadingMXBean classes = ManagementFactory.getClassLoadingMXBean();
    try (Backend backend = CpuBackend.open(BackendOptions.defaults().withThreads(1))) {
      View view = backend.allocate(TensorType.f32(5), "values");
      int before = classes.getLoadedClassCount();
      for (int i = 0; i < FORMULAS; i++) {
        Mapping spec = Mapping.dense(Shape.of(5), 1, add(load(0), constant(i)));
        backend.map(spec, List.of(view), List.of(view)).enqueue();
      }
      int loaded = classes.getLoadedClassCount() - before;
      for (int i = 0; i < COLLECTIONS && loaded > KEPT; i++) {
        System.gc();
        Thread.sleep(100);
        loaded = classes.getLoadedClassCount() - before;
      }
      assertTrue(loaded <= KEPT, loaded + " classes stay loaded");
    }
  }
}
