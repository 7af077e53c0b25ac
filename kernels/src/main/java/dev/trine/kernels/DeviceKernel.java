package dev.trine.kernels;

import static dev.trine.kernels.OperandFormat.BF16;
import static dev.trine.kernels.OperandFormat.F32;
import static dev.trine.kernels.OperandFormat.TF32;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Every kernel: the module it is in, its name there, and the lanes of its groups; and of a product
 * what it takes its operands for, with which the names of module and kernel end.
 */
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
  GEMM_128_BF16(BF16, "gemm", "gemm_128", 256),
  GEMM_64_BF16(BF16, "gemm", "gemm_64", 256),
  GEMM_32_BF16(BF16, "gemm", "gemm_32", 64),
  GEMM_VECTOR_BF16(BF16, "gemm_vector", "gemm_vector", 1),
  CONVOLVE_128_BF16(BF16, "convolve", "convolve_128", 256),
  CONVOLVE_64_BF16(BF16, "convolve", "convolve_64", 256),
  CONVOLVE_32_BF16(BF16, "convolve", "convolve_32", 64),
  CONVOLVE_FILTERS_64_BF16(BF16, "convolve", "convolve_filters_64", 256),
  CONVOLVE_FILTERS_32_BF16(BF16, "convolve", "convolve_filters_32", 64),
  CONVOLVE_VECTOR_BF16(BF16, "convolve_vector", "convolve_vector", 1),
  CONVOLVE_FILTERS_VECTOR_BF16(BF16, "convolve_vector", "convolve_filters_vector", 1),
  DEPTHWISE_BF16(BF16, "depthwise", "depthwise", 64),
  DEPTHWISE_FILTERS_BF16(BF16, "depthwise", "depthwise_filters", 64),
  GEMM_MMA_128_BF16(BF16, "gemm_mma", "gemm_mma_128", 256),
  GEMM_MMA_64_BF16(BF16, "gemm_mma", "gemm_mma_64", 128),
  GEMM_MMA_128_TF32(TF32, "gemm_mma", "gemm_mma_128", 256),
  GEMM_MMA_64_TF32(TF32, "gemm_mma", "gemm_mma_64", 128),
  CONVOLVE_128_TF32(TF32, "convolve", "convolve_128", 256),
  CONVOLVE_64_TF32(TF32, "convolve", "convolve_64", 256),
  CONVOLVE_32_TF32(TF32, "convolve", "convolve_32", 64),
  CONVOLVE_FILTERS_64_TF32(TF32, "convolve", "convolve_filters_64", 256),
  CONVOLVE_FILTERS_32_TF32(TF32, "convolve", "convolve_filters_32", 64),
  DEPTHWISE_TF32(TF32, "depthwise", "depthwise", 64),
  DEPTHWISE_FILTERS_TF32(TF32, "depthwise", "depthwise_filters", 64);

  private final String family;
  private final String base;
  private final int lanes;
  private final OperandFormat operands;

  DeviceKernel(String family, String base, int lanes) {
    this(F32, family, base, lanes);
  }

  DeviceKernel(OperandFormat operands, String family, String base, int lanes) {
    this.family = family;
    this.base = base;
    this.lanes = lanes;
    this.operands = operands;
  }

  /** The kernel of a base name that takes operands of a format. */
  public static Optional<DeviceKernel> find(String base, OperandFormat format) {
    return Stream.of(values())
        .filter(kernel -> kernel.base.equals(base) && kernel.operands == format)
        .findFirst();
  }

  /**
   * The same kernel of operands of a format.
   *
   * @throws IllegalArgumentException if there is none
   */
  public DeviceKernel of(OperandFormat format) {
    return find(base, format)
        .orElseThrow(
            () -> new IllegalArgumentException("There is no %s of %s".formatted(base, format)));
  }

  /** Its name without what it takes operands for. */
  public String base() {
    return base;
  }

  /** What it takes the elements of operands for, if it multiplies. */
  public OperandFormat operands() {
    return operands;
  }

  /** The file that holds it, without its ending: one OpenCL program, one PTX module. */
  public String module() {
    return family + operands.suffix();
  }

  /** Its name in the module. */
  public String entry() {
    return base + operands.suffix();
  }

  /** The lanes of a group, all along x: what its source says in {@code KERNEL(lanes, 1, 1)}. */
  public int lanes() {
    return lanes;
  }

  /** Whether only OpenCL has it: it is written in OpenCL's vector types, for CPUs. */
  public boolean onlyOpenCl() {
    return family.endsWith("_vector");
  }

  /** Whether only devices with tensor cores have it, NVIDIA's since compute capability 8.0. */
  public boolean needsTensorCores() {
    return operands == TF32 || isForWarps();
  }

  /** Whether its warps multiply together, by tensor cores. */
  boolean isForWarps() {
    return family.endsWith("_mma");
  }

  /** The names of all modules that CUDA has. */
  public static List<String> modules() {
    return Stream.of(values())
        .filter(kernel -> !kernel.onlyOpenCl())
        .map(DeviceKernel::module)
        .distinct()
        .toList();
  }
}
