package dev.trine.kernels;

/** A compiled entry point; lives as long as its runtime. */
public interface Kernel {
  String name();

  /** The most lanes of a group that this kernel can be launched with on its device. */
  int maxLanes();
}
