package dev.trine.examples.spark;

import dev.trine.TrineException;
import dev.trine.data.Dataset;
import dev.trine.examples.Setting;
import dev.trine.examples.SparkExample;
import dev.trine.examples.SparkSetting;
import dev.trine.examples.digits.Contender;
import dev.trine.examples.digits.Contest;
import dev.trine.nn.Model;
import dev.trine.spark.SparkDataset;
import dev.trine.spark.SparkTrainer;
import dev.trine.spark.SparkTrainerBuilder;
import dev.trine.train.EpochReport;
import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import dev.trine.train.Schedule;
import java.util.List;
import java.util.Locale;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The perceptron that reads digits, trained on a cluster; and on one device, on as many examples in
 * as many steps, from the same weights on, so that all that differs is that weights part for the
 * steps of a round and are then averaged.
 */
public final class DigitsOnSpark implements SparkExample {
  /** Of what weights begin with. */
  static final long WEIGHTS = 1;

  /** Of shuffling and dropout. */
  static final long SEED = 42;

  /** Steps of a round from which on weights have parted far. */
  private static final int FAR_APART = 256;

  private final int mostEpochs;

  /** As the service that it is found as. */
  public DigitsOnSpark() {
    this(Integer.MAX_VALUE);
  }

  DigitsOnSpark(int mostEpochs) {
    this.mostEpochs = mostEpochs;
  }

  @Override
  public String name() {
    return "digits";
  }

  @Override
  public void run(Setting setting, SparkSetting spark) {
    Contest contest =
        setting.data().map(Contest::mnist).orElseGet(Contest::bundled).withEpochs(mostEpochs);
    Contender contender = contest.perceptron();
    Dataset train = contest.digits().train();
    Dataset test = contest.digits().test();
    setting.say("%d digits to train on, %d to test with", train.size(), test.size());

    try (Model model = contender.network().initialise(setting.backend(), WEIGHTS)) {
      OnSpark done = onSpark(setting, spark, contender, model, train);
      Course course = done.course();
      double accuracy = model.evaluate(test).accuracy();

      setting.say(
          "training on one device: %d steps of %d examples",
          course.stepsOfOneDevice(), course.batchOfOneDevice());
      long begun = System.nanoTime();
      double ofOneDevice;
      try (Model alone = new OneDevice(setting.backend(), contender, course).train(train)) {
        double seconds = secondsSince(begun);
        ofOneDevice = alone.evaluate(test).accuracy();
        setting.say(
            "Baseline accuracy: %s (one device, %d examples, %.1f s)",
            percent(ofOneDevice), course.seen(), seconds);
      }
      setting.say(
          "Test accuracy: %s (on Spark at %s, %d examples in %d rounds, %.1f s)",
          percent(accuracy), spark.master(), course.seen(), course.rounds(), done.seconds());
      Page page = new Page(setting, spark, contender, course);
      setting.write(() -> page.of(model, test, done.epochs(), accuracy, ofOneDevice));
    }
  }

  /** How training on Spark went. */
  private record OnSpark(Course course, List<EpochReport> epochs, double seconds) {}

  private static OnSpark onSpark(
      Setting setting, SparkSetting spark, Contender contender, Model model, Dataset train) {
    try (JavaSparkContext context = new Cluster(spark.master()).open()) {
      int partitions = spark.partitions().orElse(SparkTrainer.usualPartitions(context));
      Course course =
          Course.of(
              train.size(), contender.epochs(), contender.batch(), partitions, spark.localSteps());
      setting.say(
          "training on Spark at %s: %d rounds; in each of %d partitions a round is %s of %d examples",
          spark.master(),
          course.rounds(),
          partitions,
          spark.localSteps() == 0 ? "the gradients" : spark.localSteps() + " steps",
          course.batch());
      SparkTrainerBuilder trainer =
          SparkTrainer.of(context, model)
              .optimizer(Optimizers.adam(contender.rate()))
              .schedule(Schedule.oneCycle(course.epochs()))
              .batch(course.batch())
              .partitions(partitions)
              .epochs(course.epochs())
              .seed(SEED)
              .options(spark.options().withThreads(context.getConf().getInt("spark.task.cpus", 1)))
              .listener(new RoundLines(setting));
      spark.backend().ifPresent(trainer::backend);
      if (spark.localSteps() > 0) {
        trainer.localSteps(spark.localSteps()).outer(outer(spark.localSteps()));
      }
      if (spark.averageMoments()) {
        trainer.averageMoments();
      }
      long begun = System.nanoTime();
      try {
        List<EpochReport> epochs = trainer.build().fit(SparkDataset.of(context, train));
        return new OnSpark(course, epochs, secondsSince(begun));
      } catch (Exception failure) { // Scala throws checked exceptions undeclared
        if (context.sc().isStopped()) { // as it is when a signal ends this process
          throw new TrineException(
              "Spark at %s was stopped during the training".formatted(spark.master()), failure);
        }
        throw failure;
      }
    }
  }

  /** The average, but where it is seldom taken what DiLoCo takes, whose rounds are of 500 steps. */
  private static Optimizer outer(int localSteps) {
    return localSteps < FAR_APART ? Optimizers.sgd(1) : Optimizers.sgd(0.7).withNesterov(0.9);
  }

  private static double secondsSince(long nanoTime) {
    return (System.nanoTime() - nanoTime) * 1e-9;
  }

  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
