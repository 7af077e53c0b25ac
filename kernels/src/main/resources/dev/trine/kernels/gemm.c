/*
 * Matrix products, out = epilogue(alpha * a * b + beta * out + bias) for each of a batch, blocked three times: a group
 * computes a tile of TILE x TILE elements; it brings a and b through local memory in panels of DEPTH terms; each lane
 * computes REACH x REACH elements of the tile in registers. (Blocking as in Nath, Tomov and Dongarra 2010, "An Improved
 * MAGMA GEMM for Fermi GPUs", and in CUTLASS's single-precision kernels.)
 */
#include "prelude.h"
#include "operations.h"
#include "epilogue_functions.h"
#include "epilogue.h"
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

#define TILE 128
#define REACH 8
KERNEL(256, 1, 1) void gemm_128(
#include "gemm_tile.h"
#undef TILE
#undef REACH

#define TILE 64
#define REACH 4
KERNEL(256, 1, 1) void gemm_64(
#include "gemm_tile.h"
#undef TILE
#undef REACH

#define TILE 32
#define REACH 4
KERNEL(64, 1, 1) void gemm_32(
#include "gemm_tile.h"
#undef TILE
#undef REACH

/*
 * The second pass of a product whose terms were split over several groups: adds up the slices, in order, and applies
 * the epilogue. `partials` is [batch, slices, m, n], dense; the sums of b's columns, of a single product, come in as
 * [slices, n].
 */
KERNEL(64, 1, 1) void gemm_combine(
    IN(float, partials), IN(float, partial_sums), IN(float, bias), IN(float, other), OUT(float, out),
    OUT(float, column_sums), int batch, int m, int n, int slices, int out_leading, i64 out_stride, float alpha, float beta,
    int biased, int code, int summed) {
  u32 matrix = (u32)m * (u32)n;
  u32 elements = (u32)batch * matrix;
  for (u32 i = (u32)ITEM(0); i < elements; i += (u32)ITEMS(0)) {
    u32 product = i / matrix;
    u32 row = i % matrix / (u32)n;
    u32 column = i % (u32)n;
    GLOBAL const float* partial = AT(partials) + (i64)product * slices * matrix + i % matrix;
    float sum = 0.0f;
    for (int s = 0; s < slices; s++) {
      sum += partial[(i64)s * matrix];
    }
    i64 at = product * out_stride + (i64)row * out_leading + column;
    GLOBAL float* target = AT(out) + at;
    float result = scaled(sum, alpha, beta, target, biased, AT(bias) + column);
    *target = epilogue(code, result, TAKES_OTHER(code) ? AT(other)[at] : 0.0f);
  }
  for (u32 column = (u32)ITEM(0); summed && column < (u32)n; column += (u32)ITEMS(0)) {
    float sum = 0.0f;
    for (int s = 0; s < slices; s++) {
      sum += AT(partial_sums)[(i64)s * n + column];
    }
    AT(column_sums)[column] = sum;
  }
}
