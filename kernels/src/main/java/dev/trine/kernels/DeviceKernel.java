package dev.trine.kernels;

import java.util.List;
import java.util.stream.Stream;

/** Every kernel: the module it is in, its name there, and the lanes of its groups. */
public enum DeviceKernel {
  FILL("data", "fill", 64),
  COPY("data", "copy", 64),
  GEMM_128("gemm", "gemm_128", 256),
  GEMM_64("gemm", "gemm_64", 256),
  GEMM_32("gemm", "gemm_32", 64),
  GEMM_COMBINE("gemm", "gemm_combine", 64),
  GEMM_VECTOR("gemm_vector", "gemm_vector", 1),
  CONVOLVE_128("convolve", "convolve_128", 256),
  CONVOLVE_64("convolve", "convolve_64", 256),
  CONVOLVE_32("convolve", "convolve_32", 64),
  CONVOLVE_FILTERS_64("convolve", "convolve_filters_64", 256),
  CONVOLVE_FILTERS_32("convolve", "convolve_filters_32", 64),
  CONVOLVE_VECTOR("convolve_vector", "convolve_vector", 1),
  CONVOLVE_FILTERS_VECTOR("convolve_vector", "convolve_filters_vector", 1),
  DEPTHWISE("depthwise", "depthwise", 64),
  DEPTHWISE_FILTERS("depthwise", "depthwise_filters", 64),
  COMBINE_BLOCKS("fold", "combine_blocks", 64),
  GATHER("index", "gather", 64),
  RANK_INDICES("index", "rank_indices", 64),
  COUNT_DIGITS("index", "count_digits", 64),
  SORT_DIGIT("index", "sort_digit", 64),
  FIND_ROWS("index", "find_rows", 64),
  ADD_RUNS("index", "add_runs", 64),
  SCATTER_ADD("index", "scatter_add", 64),
  MAX_POOL("pool", "max_pool", 64),
  MAX_POOL_GRADIENT("pool", "max_pool_gradient", 64),
  AVERAGE_POOL("pool", "average_pool", 64),
  AVERAGE_POOL_GRADIENT("pool", "average_pool_gradient", 64),
  RANDOM_BITS("random", "random_bits", 64),
  DROPOUT("random", "dropout", 64),
  COMMIT("update", "commit", 64),
  GEMM_128_BF16(GEMM_128, OperandFormat.BF16),
  GEMM_64_BF16(GEMM_64, OperandFormat.BF16),
  GEMM_32_BF16(GEMM_32, OperandFormat.BF16),
  GEMM_VECTOR_BF16(GEMM_VECTOR, OperandFormat.BF16),
  CONVOLVE_128_BF16(CONVOLVE_128, OperandFormat.BF16),
  CONVOLVE_64_BF16(CONVOLVE_64, OperandFormat.BF16),
  CONVOLVE_32_BF16(CONVOLVE_32, OperandFormat.BF16),
  CONVOLVE_FILTERS_64_BF16(CONVOLVE_FILTERS_64, OperandFormat.BF16),
  CONVOLVE_FILTERS_32_BF16(CONVOLVE_FILTERS_32, OperandFormat.BF16),
  CONVOLVE_VECTOR_BF16(CONVOLVE_VECTOR, OperandFormat.BF16),
  CONVOLVE_FILTERS_VECTOR_BF16(CONVOLVE_FILTERS_VECTOR, OperandFormat.BF16),
  DEPTHWISE_BF16(DEPTHWISE, OperandFormat.BF16),
  DEPTHWISE_FILTERS_BF16(DEPTHWISE_FILTERS, OperandFormat.BF16);

  private final String module;
  private final String entry;
  private final int lanes;
  private final DeviceKernel ofF32;
  private final OperandFormat operands;

  DeviceKernel(String module, String entry, int lanes) {
    this.module = module;
    this.entry = entry;
    this.lanes = lanes;
    this.ofF32 = this;
    this.operands = OperandFormat.F32;
  }

  /** Another one once more, of operands of a format. */
  DeviceKernel(DeviceKernel ofF32, OperandFormat operands) {
    this.module = ofF32.module + operands.suffix();
    this.entry = ofF32.entry + operands.suffix();
    this.lanes = ofF32.lanes;
    this.ofF32 = ofF32;
    this.operands = operands;
  }

  /** What it takes the elements of operands for, if it is one of products. */
  public OperandFormat operands() {
    return operands;
  }

  /** The same kernel of operands that are F32. */
  public DeviceKernel ofF32() {
    return ofF32;
  }

  /**
   * The same kernel of operands of a format.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeviceKernel of(OperandFormat format) {
    return Stream.of(values())
        .filter(kernel -> kernel.ofF32 == ofF32 && kernel.operands == format)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no %s of %s".formatted(entry, format)));
  }

  /** The file that holds it, without its ending: one OpenCL program, one PTX module. */
  public String module() {
    return module;
  }

  /** Its name in the module. */
  public String entry() {
    return entry;
  }

  /** The lanes of a group, all along x: what its source says in {@code KERNEL(lanes, 1, 1)}. */
  public int lanes() {
    return lanes;
  }

  /** Whether only OpenCL has it: it is written in OpenCL's vector types, for CPUs. */
  public boolean onlyOpenCl() {
    return module.contains("_vector");
  }

  /** The names of all modules that every dialect has. */
  public static List<String> modules() {
    return Stream.of(values())
        .filter(kernel -> !kernel.onlyOpenCl())
        .map(DeviceKernel::module)
        .distinct()
        .toList();
  }
}
