/*
 * The convolutions of convolve.c of operands that become TF32.
 */
#define OPERANDS_TF32
#define convolve_128 convolve_128_tf32
#define convolve_64 convolve_64_tf32
#define convolve_32 convolve_32_tf32
#define convolve_filters_64 convolve_filters_64_tf32
#define convolve_filters_32 convolve_filters_32_tf32
#include "convolve.c"
