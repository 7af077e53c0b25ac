package dev.trine.train;

import dev.trine.backend.op.Checks;
import dev.trine.data.LengthBuckets;
import dev.trine.nn.Loss;
import dev.trine.nn.Model;
import dev.trine.nn.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Describes how a model is trained; what is not said has the value of the field here. */
public final class TrainerBuilder {
  private final Model model;
  private final Map<String, Loss> losses = new LinkedHashMap<>();
  private Objective objective;
  private Optimizer optimizer = Optimizers.adam(1e-3);
  private UnaryOperator<Optimizer> clipping = of -> of;
  private Schedule schedule;
  private int batch = 32;
  private int lengthBuckets = LengthBuckets.USUAL;
  private int parts = 1;
  private int epochs = 10;
  private long seed = 42;
  private double validation;
  private StoppingRule stoppingRule;
  private NotFinite notFinite = NotFinite.THROW;
  private DataPlace dataPlace = DataPlace.AUTOMATIC;
  private CheckpointPlan checkpoints;
  private final List<TrainingListener> listeners = new ArrayList<>();

  TrainerBuilder(Model model) {
    this.model = Objects.requireNonNull(model, "model is null");
  }

  /**
   * What is made small, of a network of one output; by default the {@linkplain Loss#suiting
   * suitable} one.
   *
   * @throws IllegalStateException if the network has several outputs
   */
  public TrainerBuilder loss(Loss value) {
    return loss(model.network().onlyOutput(), value);
  }

  /**
   * The loss of one of several outputs, against the target that has its name. The others keep
   * theirs; what is made small is the sum.
   */
  public TrainerBuilder loss(String output, Loss value) {
    losses.put(output, value);
    return this;
  }

  /** Exactly what is made small, in the place of losses. */
  public TrainerBuilder objective(Objective value) {
    objective = value;
    return this;
  }

  /** By default Adam with a learning rate of 10⁻³. */
  public TrainerBuilder optimizer(Optimizer value) {
    optimizer = Objects.requireNonNull(value, "optimizer is null; leave it out for Adam");
    return this;
  }

  /**
   * Lets no step follow a mean gradient of a larger norm, taken over all parameters; a larger one
   * is shortened to it. See {@link ClippedNorm}.
   */
  public TrainerBuilder clipNorm(double most) {
    Checks.positive("clipNorm", most);
    clipping = of -> of.withClippedNorm(most);
    return this;
  }

  /** Lets no element of the mean gradient be larger, in the place of {@link #clipNorm}. */
  public TrainerBuilder clipValue(double most) {
    Checks.positive("clipValue", most);
    clipping = of -> of.withClippedValue(most);
    return this;
  }

  /**
   * What becomes of the optimizer's learning rate in the course of training; by default nothing, or
   * what is made of it by {@link TrainingState#learningRate(double)}.
   */
  public TrainerBuilder schedule(Schedule value) {
    schedule = Objects.requireNonNull(value, "schedule is null; leave it out for a constant rate");
    return this;
  }

  /**
   * Examples a step; 1 is online learning. Of a set that is made of {@linkplain
   * dev.trine.data.Dataset#streams(int, int) streams} a step has one of each, whatever is said
   * here.
   */
  public TrainerBuilder batch(int value) {
    batch = atLeastOne("batch", value);
    return this;
  }

  /** All examples in one step, an epoch: gradient descent in the strict sense. */
  public TrainerBuilder fullBatch() {
    batch = TrainerSettings.ALL;
    return this;
  }

  /**
   * So many programs at most for the batches of a set of which it is {@linkplain
   * dev.trine.data.Dataset#padded known} how many steps its sequences have: examples of about one
   * length come together, and batches have no more steps than the longest in them, rounded up to
   * one of a few lengths, see {@link LengthBuckets}. By default {@value LengthBuckets#USUAL}; 1 for
   * batches drawn from all examples, with all steps. Losses and metrics do not depend on it, but
   * for what layers draw or make of steps that only fill up.
   */
  public TrainerBuilder lengthBuckets(int most) {
    lengthBuckets = atLeastOne("lengthBuckets", most);
    return this;
  }

  /**
   * Works on each batch in so many parts, one after the other, whose gradients are added up: the
   * same step with a fraction of the memory for values between layers. Where a whole batch does not
   * fit into the memory of the device, this is done unasked, and {@linkplain
   * TrainingListener#onNotice said}. Not of networks with batch norm, which looks at whole batches.
   */
  public TrainerBuilder accumulate(int value) {
    parts = atLeastOne("accumulate", value);
    return this;
  }

  /** Passes over the data, at most. */
  public TrainerBuilder epochs(int value) {
    epochs = atLeastOne("epochs", value);
    return this;
  }

  /** Of shuffling, splitting and dropout. */
  public TrainerBuilder seed(long value) {
    seed = value;
    return this;
  }

  /** Holds out a fraction of the data, drawn once, to watch generalisation. */
  public TrainerBuilder validation(double fraction) {
    if (!(fraction >= 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "validation is %s, expected at least 0 and below 1".formatted(fraction));
    }
    validation = fraction;
    return this;
  }

  /** Stops early; the model then has the weights of the epoch with the lowest monitored loss. */
  public TrainerBuilder stopWhen(StoppingRule rule) {
    stoppingRule = rule;
    return this;
  }

  /** What becomes of training when a step is not finite; by default it ends. */
  public TrainerBuilder notFinite(NotFinite value) {
    notFinite = Objects.requireNonNull(value, "notFinite is null; leave it out for THROW");
    return this;
  }

  /**
   * Where the examples are during a call of fit. Results do not depend on it, if the examples do
   * not change meanwhile.
   */
  public TrainerBuilder data(DataPlace value) {
    dataPlace = Objects.requireNonNull(value, "data is null; leave it out for AUTOMATIC");
    return this;
  }

  /**
   * Keeps a {@link Checkpoint} of training in a file, from which {@link Trainer#resume} goes on:
   * after each so many epochs, when training is {@linkplain Trainer#stop stopped}, and when it
   * ends. Each takes the place of the one before when it is complete and on the disk. It is as
   * large as the weights, times one more for each moment of the optimizer, and one for the best
   * weights under a stopping rule. Layers that are none of the library's have no JSON and so no
   * checkpoint.
   *
   * <p>Where a file cannot be written, training goes on, and {@linkplain TrainingListener#onNotice
   * says} so.
   */
  public TrainerBuilder checkpoint(Path file, int epochs) {
    checkpoints = new CheckpointPlan(file, atLeastOne("epochs", epochs), null);
    return this;
  }

  /**
   * The same whenever the last is so old, behind whichever step that is, and when training is
   * stopped; not when it ends.
   */
  public TrainerBuilder checkpoint(Path file, Duration age) {
    if (age.isNegative()) {
      throw new IllegalArgumentException("age is %s, expected at least 0".formatted(age));
    }
    checkpoints = new CheckpointPlan(file, 0, age);
    return this;
  }

  public TrainerBuilder listener(TrainingListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener is null"));
    return this;
  }

  public Trainer build() {
    return new Trainer(
        new TrainerSettings(
            model,
            Map.copyOf(losses),
            objective,
            clipping.apply(optimizer),
            schedule,
            batch,
            lengthBuckets,
            parts,
            epochs,
            seed,
            validation,
            stoppingRule,
            notFinite,
            dataPlace,
            checkpoints,
            List.copyOf(listeners)));
  }

  private static int atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("%s is %s, expected at least 1".formatted(name, value));
    }
    return value;
  }
}
