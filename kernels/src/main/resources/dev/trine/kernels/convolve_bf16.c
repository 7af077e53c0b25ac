/*
 * The convolutions of convolve.c of operands that are BF16.
 */
#define OPERANDS_BF16
#define convolve_128 convolve_128_bf16
#define convolve_64 convolve_64_bf16
#define convolve_32 convolve_32_bf16
#define convolve_filters_64 convolve_filters_64_bf16
#define convolve_filters_32 convolve_filters_32_bf16
#include "convolve.c"
