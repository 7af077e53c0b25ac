/*
 * Matrix products in tiles, of operands that are BF16.
 */
#define OPERANDS_BF16
#define gemm_128 gemm_128_bf16
#define gemm_64 gemm_64_bf16
#define gemm_32 gemm_32_bf16
#include "gemm_tiles.h"
