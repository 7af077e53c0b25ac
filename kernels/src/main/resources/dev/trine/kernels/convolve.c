/*
 * Convolution, and its gradients, as products of matrices in tiles of which one operand, what a window sees at each of its
 * places, is never in memory: its elements are found in the images while a panel is filled. (Implicit GEMM, as in Chetlur
 * et al. 2014, "cuDNN: Efficient Primitives for Deep Learning", section 3.)
 */
#include "prelude.h"
#include "tile.h"
#include "operand.h"
#include "seen_quad.h"

/* The gradient by the filters has no tile of this size, to which the registers of a lane would not do. */
#define TILE 128
#define REACH 8
KERNEL(256, 1, 1) void convolve_128(
#include "convolve_tile.h"
#undef TILE
#undef REACH

#define TILE 64
#define REACH 4
KERNEL(256, 1, 1) void convolve_64(
#include "convolve_tile.h"
KERNEL(256, 1, 1) void convolve_filters_64(
#include "convolve_filters_tile.h"
#undef TILE
#undef REACH

#define TILE 32
#define REACH 4
KERNEL(64, 1, 1) void convolve_32(
#include "convolve_tile.h"
KERNEL(64, 1, 1) void convolve_filters_32(
#include "convolve_filters_tile.h"
#undef TILE
#undef REACH
