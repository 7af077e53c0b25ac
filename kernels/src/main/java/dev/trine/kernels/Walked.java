package dev.trine.kernels;

import dev.trine.backend.View;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import java.util.List;

/** A tensor of a kernel that folds rows, and how it is walked. */
record Walked(View view, Access access) {
  Tensor tensor() {
    return new Tensor(access.type(), access.isSingle() ? Walk.SINGLE : Walk.STRIDED);
  }

  static List<Tensor> tensors(List<Walked> all) {
    return all.stream().map(Walked::tensor).toList();
  }

  /** Adds pointers and offsets. */
  static void views(List<Walked> all, Arguments arguments) {
    all.forEach(walked -> arguments.view(walked.view, walked.access.start()));
  }

  /** Adds the strides of those that are strided. */
  static void strides(List<Walked> all, Arguments arguments, DeviceContext context) {
    for (Walked walked : all) {
      if (!walked.access.isSingle()) {
        walked.access.strides().forEach(s -> arguments.ints(context.stride("rows", s)));
      }
    }
  }

  /** The same with a stride less: of the rows whose last axis is left out. */
  Walked withoutLastAxis() {
    List<Long> strides = access.strides();
    return new Walked(
        view, new Access(access.type(), access.start(), strides.subList(0, strides.size() - 1)));
  }
}
