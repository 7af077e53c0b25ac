/*
 * Matrix products by tensor cores, of operands that become TF32.
 */
#define OPERANDS_TF32
#define gemm_mma_128 gemm_mma_128_tf32
#define gemm_mma_64 gemm_mma_64_tf32
#include "gemm_mma.h"
