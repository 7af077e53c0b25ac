package dev.trine.examples.spark;

import dev.trine.backend.Backend;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.examples.digits.Contender;
import dev.trine.nn.Losses;
import dev.trine.nn.Model;
import dev.trine.train.Optimizer;
import dev.trine.train.Optimizers;
import dev.trine.train.Schedule;
import dev.trine.train.TrainStep;

/** What a network comes to on one device, by a course: what Spark is measured by. */
record OneDevice(Backend backend, Contender contender, Course course) {
  /** Beginning with the weights that training on Spark begins with. */
  Model train(Dataset digits) {
    Model model = contender.network().initialise(backend, DigitsOnSpark.WEIGHTS);
    Optimizer adam = Optimizers.adam(contender.rate());
    Schedule schedule = Schedule.oneCycle(course.epochs());
    int[] next = {0};
    try (TrainStep step =
            new TrainStep(model, Losses.softmaxCrossEntropy(), adam, DigitsOnSpark.SEED);
        Batches batches = new Batches(backend, digits, course.batchOfOneDevice())) {
      batches.forEach(
          course.order(DigitsOnSpark.SEED),
          batch -> {
            step.learningRate(schedule.rate(contender.rate(), course.moment(next[0]++)));
            step.run(batch);
          });
      step.metrics(); // which waits for the last step, and fails if one was not finite
      return model;
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }
}
