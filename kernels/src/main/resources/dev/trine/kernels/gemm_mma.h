/*
 * Matrix products, out = epilogue(alpha * a * b + beta * out + bias) for each of a batch, in tiles by tensor cores. (Warps
 * with tiles of their own, as in CUTLASS's kernels for them.)
 */
#include "prelude.h"
#include "operations.h"
#include "epilogue_functions.h"
#include "epilogue.h"
#include "tile.h"
#include "operand.h"
#include "warp_product.h"

/* Rows of a tile that a warp computes; of its columns it is WARP_COLUMNS. */
#define WARP_ROWS 32
#define TILE_LANES (TILE / WARP_ROWS * (TILE / WARP_COLUMNS) * 32)
/* Quads of terms to a line of a panel, and quads of a panel to a lane. */
#define QUADS_ACROSS (PANEL_TERMS / 4)
#define QUADS (TILE * QUADS_ACROSS / TILE_LANES)
#define TERM_PITCH ((TILE + 8) / PER_WORD)
/* Enough either way. */
#define PANEL_WORDS (TILE * LINE_PITCH)

#define TILE 128
#define WARP_COLUMNS 64
KERNEL(256, 1, 1) void gemm_mma_128(
#include "gemm_mma_tile.h"
#undef TILE
#undef WARP_COLUMNS

#define TILE 64
#define WARP_COLUMNS 32
KERNEL(128, 1, 1) void gemm_mma_64(
#include "gemm_mma_tile.h"
#undef TILE
#undef WARP_COLUMNS
