/*
 * The products of gemm_vector.c of operands that are BF16.
 */
#define OPERANDS_BF16
#define gemm_vector gemm_vector_bf16
#include "gemm_vector.c"
