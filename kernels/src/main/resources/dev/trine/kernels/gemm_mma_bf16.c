/*
 * Matrix products by tensor cores, of operands that are BF16.
 */
#define OPERANDS_BF16
#define gemm_mma_128 gemm_mma_128_bf16
#define gemm_mma_64 gemm_mma_64_bf16
#include "gemm_mma.h"
