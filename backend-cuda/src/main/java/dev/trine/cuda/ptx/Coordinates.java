package dev.trine.cuda.ptx;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Where an element is in the grid, one register for each axis: divided out for the first element of
 * a quad, and counted on for the others. What is counted on past the end of the grid is no place in
 * it, and must not be accessed. A grid without axes has one element.
 */
final class Coordinates {
  private final int axes;

  Coordinates(int axes) {
    this.axes = axes;
  }

  /** The register with the index along an axis. */
  static String at(int axis) {
    return "%at" + axis;
  }

  private static String extent(int axis) {
    return "extent" + axis;
  }

  /** The extents of all axes. */
  List<String> parameters() {
    return IntStream.range(0, axes).mapToObj(Coordinates::extent).toList();
  }

  void declareRegisters(Assembly to) {
    if (axes > 0) {
      to.declare(".b32", "%at<" + axes + ">", "%extent<" + axes + ">");
    }
  }

  /** Once, before the loop. */
  void prepare(Assembly to) {
    parameters().forEach(extent -> to.add("ld.param.u32", "%" + extent, "[" + extent + "]"));
  }

  /** Those of the element whose number a register has. */
  void locate(Assembly to, String element) {
    if (axes > 0) {
      to.add("mov.u32", at(axes - 1), element);
    }
    for (int axis = axes - 1; axis > 0; axis--) {
      to.divide(at(axis), "%" + extent(axis), at(axis - 1), at(axis));
    }
  }

  /** Those of the next element. */
  void advance(Assembly to) {
    to.add("add.u32", at(axes - 1), at(axes - 1), 1);
    for (int axis = axes - 1; axis > 0; axis--) {
      to.add("setp.eq.u32", Instructions.TRUTH, at(axis), "%" + extent(axis));
      to.addWhere(Instructions.TRUTH, "mov.u32", at(axis), 0);
      to.addWhere(Instructions.TRUTH, "add.u32", at(axis - 1), at(axis - 1), 1);
    }
  }
}
