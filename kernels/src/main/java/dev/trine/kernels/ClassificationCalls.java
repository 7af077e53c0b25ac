package dev.trine.kernels;

import dev.trine.backend.Call;
import dev.trine.backend.View;
import dev.trine.backend.internal.Contract;
import dev.trine.backend.op.ClassificationOps;

/** {@link ClassificationOps} on a device. */
final class ClassificationCalls implements ClassificationOps {
  private final DeviceContext context;

  ClassificationCalls(DeviceContext context) {
    this.context = context;
  }

  @Override
  public Call softmax(View in, View out) {
    Contract.softmax(in, out);
    context.checkOwn("softmax", in, out);
    if (out.elements() == 0) {
      return context.nothing("softmax");
    }
    return overRows(
        "softmax", DeviceKernel.SOFTMAX, in, new Arguments().view(in).view(out), new Arguments());
  }

  @Override
  public Call softmaxCrossEntropy(
      double scale, View logits, View labels, View losses, View gradient) {
    Contract.softmaxCrossEntropy(logits, labels, losses, gradient);
    context.checkOwn("softmaxCrossEntropy", logits, labels, losses, gradient);
    return overRows(
        "softmaxCrossEntropy",
        DeviceKernel.SOFTMAX_CROSS_ENTROPY,
        logits,
        new Arguments().view(logits).view(labels).view(losses).viewOr(gradient, losses),
        new Arguments().floats(scale).flag(gradient != null));
  }

  @Override
  public Call correct(View logits, View labels, View out) {
    Contract.correct(logits, labels, out);
    context.checkOwn("correct", logits, labels, out);
    return overRows(
        "correct",
        DeviceKernel.CORRECT,
        logits,
        new Arguments().view(logits).view(labels).view(out),
        new Arguments());
  }

  /** A launch in which as many lanes share a row as its classes keep busy. */
  private Call overRows(
      String op, DeviceKernel kernel, View scores, Arguments views, Arguments rest) {
    context.index(op, scores.elements());
    int rows = context.index(op, scores.shape().dimension(0));
    int classes = context.index(op, scores.shape().dimension(1));
    if (rows == 0) {
      return context.nothing(op);
    }
    int width = ReductionPlan.powerOfTwo(classes, kernel.lanes());
    return context.call(
        op,
        context.launch(
            kernel,
            context.groups(rows, kernel.lanes() / width),
            views.ints(rows, classes, width).and(rest)));
  }
}
