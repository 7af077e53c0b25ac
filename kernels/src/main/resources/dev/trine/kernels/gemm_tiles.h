/*
 * Matrix products, out = epilogue(alpha * a * b + beta * out + bias) for each of a batch, in tiles.
 */
#include "prelude.h"
#include "operations.h"
#include "epilogue_functions.h"
#include "epilogue.h"
#include "tile.h"
#include "operand.h"

#define TILE 128
#define REACH 8
RESIDENT_KERNEL(256, 2) void gemm_128(
#include "gemm_tile.h"
#undef TILE
#undef REACH

#define TILE 64
#define REACH 4
RESIDENT_KERNEL(256, 3) void gemm_64(
#include "gemm_tile.h"
#undef TILE
#undef REACH

#define TILE 32
#define REACH 4
RESIDENT_KERNEL(64, 12) void gemm_32(
#include "gemm_tile.h"
#undef TILE
#undef REACH
