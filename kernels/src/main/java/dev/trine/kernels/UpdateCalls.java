package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.Adam;
import dev.trine.backend.op.Sgd;
import dev.trine.backend.op.UpdateOps;

/** {@link UpdateOps} on a device. */
final class UpdateCalls implements UpdateOps {
  private final DeviceContext context;

  UpdateCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call sgd(
      Sgd spec, View parameters, View gradients, View velocity, View rate, View stepState) {
    Contract.sgd(spec, parameters, gradients, velocity, rate, stepState);
    context.checkOwn("sgd", parameters, gradients, velocity, rate, stepState);
    int n = context.index("sgd", parameters.elements());
    if (n == 0) {
      return context.nothing("sgd");
    }
    return context.call(
        "sgd",
        context.launch(
            DeviceKernel.SGD,
            Quads.groups(context, DeviceKernel.SGD, n),
            new Arguments()
                .view(parameters)
                .view(gradients)
                .viewOr(velocity, parameters)
                .view(rate)
                .view(stepState)
                .ints(n)
                .flag(Quads.aligned(parameters, gradients, velocity))
                .ints((int) spec.decayed())
                .flag(velocity != null)
                .flag(spec.nesterov())
                .floats(spec.momentum(), spec.weightDecay())));
  }

  @Override
  public Call adam(
      Adam spec,
      View parameters,
      View gradients,
      View firstMoment,
      View secondMoment,
      View rate,
      View stepState) {
    Contract.adam(spec, parameters, gradients, firstMoment, secondMoment, rate, stepState);
    context.checkOwn("adam", parameters, gradients, firstMoment, secondMoment, rate, stepState);
    int n = context.index("adam", parameters.elements());
    if (n == 0) {
      return context.nothing("adam");
    }
    return context.call(
        "adam",
        context.launch(
            DeviceKernel.ADAM,
            Quads.groups(context, DeviceKernel.ADAM, n),
            new Arguments()
                .view(parameters)
                .view(gradients)
                .view(firstMoment)
                .view(secondMoment)
                .view(rate)
                .view(stepState)
                .ints(n)
                .flag(Quads.aligned(parameters, gradients, firstMoment, secondMoment))
                .ints((int) spec.decayed())
                .floats(spec.beta1(), 1 - spec.beta1(), Math.log(spec.beta1()))
                .floats(spec.beta2(), 1 - spec.beta2(), Math.log(spec.beta2()))
                .floats(spec.epsilon(), spec.weightDecay())));
  }

  @Override
  public Call commit(View values, View totals, View stepState) {
    Contract.commit(values, totals, stepState);
    context.checkOwn("commit", values, totals, stepState);
    int n = context.index("commit", values.elements());
    return context.call(
        "commit",
        context.launch(
            DeviceKernel.COMMIT,
            1,
            new Arguments().view(values).view(totals).view(stepState).ints(n)));
  }
}
