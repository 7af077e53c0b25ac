package dev.trine.kernels;

/**
 * What a generated kernel is compiled for: what it computes, and how its tensors are walked. Sizes,
 * strides and scalars are arguments of its launch, so that one kernel serves them all. It is
 * launched with the lanes of its device's {@link MapSchedule} and with any number of groups, on
 * which no result may depend.
 */
public sealed interface KernelForm permits MapForm, FoldForm, RowsForm {
  /** Tells kernels apart: equal for forms that one kernel serves. */
  String key();
}
