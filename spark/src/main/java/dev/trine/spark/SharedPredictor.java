package dev.trine.spark;

import dev.trine.backend.BackendOptions;
import dev.trine.nn.Predictor;
import java.io.Serializable;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.TaskCompletionListener;

/** A model's answers in the tasks of a cluster. All tasks of an executor share one predictor. */
public final class SharedPredictor implements Serializable {
  private static final long serialVersionUID = 1;

  private final String model;
  private final String network;
  private final Broadcast<float[]> weights;
  private final String choice;
  private final BackendOptions options;

  /**
   * @param model a name that no other model has
   * @param network as JSON
   * @param choice of the backend; null for what the executor chooses
   */
  SharedPredictor(
      String model,
      String network,
      Broadcast<float[]> weights,
      String choice,
      BackendOptions options) {
    this.model = model;
    this.network = network;
    this.weights = weights;
    this.choice = choice;
    this.options = options;
  }

  /**
   * The predictor of this executor, until the task that runs on this thread ends. It is not to be
   * closed.
   *
   * @throws IllegalStateException if no task runs on this thread
   */
  public Predictor inTask() {
    TaskContext task = TaskContext.get();
    if (task == null) {
      throw new IllegalStateException(
          "No task of Spark runs on this thread; on the driver take DetachedModel.on(backend) and its predictor()");
    }
    PredictorPool.Lease lease = PredictorPool.lease(this);
    TaskCompletionListener end = context -> lease.close();
    task.addTaskCompletionListener(end);
    return lease.predictor();
  }

  String model() {
    return model;
  }

  String network() {
    return network;
  }

  float[] weights() {
    return weights.value();
  }

  /** The device of the task on this thread. */
  String device() {
    return TaskDevice.choice(choice);
  }

  BackendOptions options() {
    return options;
  }
}
