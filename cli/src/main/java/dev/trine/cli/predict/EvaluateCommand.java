package dev.trine.cli.predict;

import dev.trine.backend.Backend;
import dev.trine.backend.Selection;
import dev.trine.cli.Fit;
import dev.trine.cli.predict.data.SavedModelData;
import dev.trine.cli.train.goal.Goal;
import dev.trine.data.Dataset;
import dev.trine.nn.Model;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code trine evaluate}. */
@Command(
    name = "evaluate",
    description = "Measure a saved model on examples whose answers are known.",
    showDefaultValues = true)
public final class EvaluateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Mixin private SavedModelOptions options;

  @Override
  public void run() {
    SavedModelData data = options.data();
    Selection selection = options.select();
    try (Backend backend = selection.backend();
        Model model = options.load(backend)) {
      Dataset set = NamedClasses.of(data.examples(model), model.classes());
      Fit.check(model.network(), set);
      Goal goal = Goal.of(set);
      PrintWriter out = spec.commandLine().getOut();
      out.println(selection.line());
      out.println(goal.baseline(set));
      out.println(goal.result(model, set));
      out.flush();
    }
  }
}
