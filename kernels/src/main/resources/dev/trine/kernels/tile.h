/*
 * What kernels that multiply in tiles have in common: a group computes a tile of TILE x TILE elements of the result; it
 * brings both operands through local memory in panels of DEPTH terms; each lane computes REACH x REACH elements of the
 * tile in registers. (Blocking as in Nath, Tomov and Dongarra 2010, "An Improved MAGMA GEMM for Fermi GPUs", and in
 * CUTLASS's single-precision kernels.)
 *
 * tile_begin.h says which elements a lane brings and computes, tile_product.h multiplies.
 */
#include "quad.h"

#ifdef DIALECT_HOST
#define UNROLL
#define KEEP_ROLLED
#define UNROLL_TERMS
#else
#define UNROLL _Pragma("unroll")
#define KEEP_ROLLED _Pragma("unroll 1")
#ifdef DIALECT_OPENCL
/* Of a whole panel, LLVM for AMD loads all terms first, into two or three times the registers. */
#define UNROLL_TERMS _Pragma("unroll 4")
#else
#define UNROLL_TERMS UNROLL
#endif
#endif

/* Lanes to each side of a tile, and in all. */
#define SIDE (TILE / REACH)
#define GROUP_LANES (SIDE * SIDE)
/* Terms to a panel: as many as make each lane bring exactly four elements of it. */
#define DEPTH (4 * GROUP_LANES / TILE)
/* The padding spreads the four rows that a lane writes when it turns a panel round over other banks. */
#define PITCH (TILE + 4)
#define PANEL (DEPTH * PITCH)
/* Rows of tiles that are computed side by side, so that their panels are still in the cache. */
#define BAND 8

#define LOCAL_LOAD4(p) (*(LOCAL const float4*)(p))
#define LOCAL_STORE4(p, v) (*(LOCAL float4*)(p) = (v))

/* Writes four elements of a panel, which local memory holds term by term. */
DEVICE void store_panel(LOCAL float* target, int pitch, int along_terms, const float* quad) {
  if (along_terms) {
    target[0] = quad[0];
    target[pitch] = quad[1];
    target[2 * pitch] = quad[2];
    target[3 * pitch] = quad[3];
  } else {
    LOCAL_STORE4(target, FLOAT4(quad[0], quad[1], quad[2], quad[3]));
  }
}

/* How many of the four elements from here on lie inside, given how many lines and terms are left. */
DEVICE int quad_inside(int along_terms, int lines_left, int terms_left) {
  if (along_terms) {
    return lines_left > 0 ? terms_left : 0;
  }
  return terms_left > 0 ? lines_left : 0;
}
