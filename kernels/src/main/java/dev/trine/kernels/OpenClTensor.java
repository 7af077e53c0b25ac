package dev.trine.kernels;

import dev.trine.kernels.MapForm.Tensor;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A tensor under its name in a kernel. */
record OpenClTensor(String name, String pointer, DType type, Walk walk) {
  /** Those that are read, {@code in0} and so on. */
  static List<OpenClTensor> inputs(List<Tensor> tensors) {
    return of("in", "__global const ", tensors);
  }

  /** Those that are written. */
  static List<OpenClTensor> outputs(String name, List<Tensor> tensors) {
    return of(name, "__global ", tensors);
  }

  private static List<OpenClTensor> of(String name, String space, List<Tensor> tensors) {
    List<OpenClTensor> named = new ArrayList<>();
    for (Tensor tensor : tensors) {
      String pointer = space + tensor.type() + "*";
      named.add(new OpenClTensor(name + named.size(), pointer, tensor.type(), tensor.walk()));
    }
    return named;
  }

  boolean isStrided() {
    return walk == Walk.STRIDED;
  }

  /** The declarations of pointer and offset. */
  List<String> parameters() {
    return List.of(pointer + " " + name, "long %s_offset".formatted(name));
  }

  /** The declarations of the strides along the first axes. */
  List<String> strides(int axes) {
    return IntStream.range(0, axes).mapToObj(axis -> "int " + stride(axis)).toList();
  }

  String stride(int axis) {
    return "%s_stride%s".formatted(name, axis);
  }

  /** A pointer to where the indices along the first axes, which are variables, lead. */
  String startOfRow(int axes) {
    String steps =
        IntStream.range(0, axes)
            .mapToObj(axis -> " + (long)index%s * %s".formatted(axis, stride(axis)))
            .collect(Collectors.joining());
    return "%s %s_row = %2$s%s;".formatted(pointer, name, steps);
  }

  /** Reads a vector from an element on; what lies beyond {@code count} elements is 0. */
  String gather(String from, String stride, String count) {
    return "gather_%s(%s, %s, %s)".formatted(type, from, stride, count);
  }

  /** Reads the one element that all share. */
  String single() {
    return gather(name, "0", "WIDTH");
  }

  /** Writes those of a part of a vector for which the variable {@code finite} is true. */
  String scatterFinite(String to, String stride, String value, String count) {
    return "scatter_finite(%s, %s, %s, finite, %s);".formatted(to, stride, value, count);
  }

  /** Writes a part of a vector. */
  String scatter(String to, String stride, String value, String count) {
    return "scatter_%s(%s, %s, %s, %s);".formatted(type, to, stride, value, count);
  }
}
