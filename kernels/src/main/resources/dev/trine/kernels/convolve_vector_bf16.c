/*
 * The convolutions of convolve_vector.c of operands that are BF16.
 */
#define OPERANDS_BF16
#define convolve_vector convolve_vector_bf16
#define convolve_filters_vector convolve_filters_vector_bf16
#include "convolve_vector.c"
