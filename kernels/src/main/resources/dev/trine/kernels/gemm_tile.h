/*
 * Parameters and body of a matrix product in tiles of TILE x TILE elements, REACH x REACH of them in each lane. gemm.c
 * includes it once for each variant, behind the opening bracket of the kernel. One group computes one tile of one slice
 * of one product of the batch; the number of groups must fit.
 *
 * `a_across` says that a's terms lie next to each other in memory (a is not transposed), `b_across` the same of b (b is
 * transposed). The terms may be split into slices of `slice` terms; then each slice is written to an `out` of its own,
 * `out_stride` behind the last. `other` lies as `out` does.
 *
 * Where `summed` is set, which it is of a single product alone, the groups of the first row of tiles also add up the
 * columns of b while they have them in local memory: [slices, n] sums, one lane each for one column.
 */
    IN(OPERAND, a), IN(OPERAND, b), IN(float, bias), IN(float, other), OUT(float, out),
    OUT(float, column_sums), int m, int n, int k, int slices, int slice,
    int a_across, int b_across, int a_leading, int b_leading, int out_leading,
    i64 a_stride, i64 b_stride, i64 out_stride, int a_wide, int b_wide, int out_wide,
    float alpha, float beta, int biased, int code, int summed) {
#include "tile_begin.h"
  int begin = layer % slices * slice;
  int left = k - begin < slice ? k - begin : slice;
  GLOBAL const OPERAND* a_next = AT(a) + layer / slices * a_stride
      + (a_across ? (i64)a_line * a_leading + begin + a_term : (i64)(begin + a_term) * a_leading + a_line);
  GLOBAL const OPERAND* b_next = AT(b) + layer / slices * b_stride
      + (b_across ? (i64)b_line * b_leading + begin + b_term : (i64)(begin + b_term) * b_leading + b_line);

  int summing = SUMS_COLUMNS && summed && first_row == 0 && lane < TILE;
  float column_sum = 0.0f;

  /* Of so many terms on a panel is loaded without a test of each quad. One number, as it takes one comparison. */
  int is_whole = first_row + TILE <= m && first_column + TILE <= n;
  int plain_from = is_whole && a_wide && b_wide ? DEPTH : 0x7fffffff;
#define LOAD_TERMS \
  if (left >= plain_from) { \
    load_wide_operands(a_next, a_quad); \
    load_wide_operands(b_next, b_quad); \
  } else { \
    load_operands(a_next, quad_inside(a_across, m - a_line, left - a_term), a_wide, a_quad); \
    load_operands(b_next, quad_inside(b_across, n - b_line, left - b_term), b_wide, b_quad); \
  }
#define NEXT_TERMS \
  a_next += a_across ? DEPTH : (i64)DEPTH * a_leading; \
  b_next += b_across ? DEPTH : (i64)DEPTH * b_leading;
#define WITH_PANEL \
  if (summing) { \
    LOCAL const float* column = y_source - lane_column + lane; \
    UNROLL_TERMS for (int term = 0; term < DEPTH; term++) { \
      column_sum += column[term * PITCH]; \
    } \
  }
#include "tile_product.h"
#undef LOAD_TERMS
#undef NEXT_TERMS
#undef WITH_PANEL

  if (summing && first_column + lane < n) {
    AT(column_sums)[(i64)layer * n + first_column + lane] = column_sum;
  }

  /* Only the first row of sums is written, and of it the first quad; the others move up, and in a quad the first element
     goes through the epilogue. So the loops need not be unrolled, and its code is there once, with no register addressed by
     a variable. Where there is nothing to do but to multiply by alpha, a row is written without asking for each quad. */
  int is_plain = out_wide && beta == 0.0f && !biased && code == 0;
  i64 layer_begin = layer * out_stride;
  KEEP_ROLLED for (int i = 0; i < REACH; i++) {
    int row = first_row + i / 4 * (4 * SIDE) + lane_row + i % 4;
    int first = first_column + lane_column;
    if (is_plain && row < m && first + TILE - 4 * SIDE + 4 <= n) {
      GLOBAL float* to = AT(out) + layer_begin + (i64)row * out_leading + first;
      UNROLL for (int q = 0; q < REACH; q += 4) {
        STORE4(to + q * SIDE, FLOAT4(multiple(sums[0][q], alpha), multiple(sums[0][q + 1], alpha),
                                     multiple(sums[0][q + 2], alpha), multiple(sums[0][q + 3], alpha)));
      }
    } else {
      KEEP_ROLLED for (int q = 0; q < REACH; q += 4) {
        int column = first + q * SIDE;
        int length = row < m ? n - column : 0;
        if (length > 0) {
          i64 begin_of_quad = layer_begin + (i64)row * out_leading + column;
          GLOBAL float* to = AT(out) + begin_of_quad;
          float v[4];
          UNROLL for (int j = 0; j < 4; j++) {
            int inside = j < length ? j : 0;
            v[j] = scaled(sums[0][j], alpha, beta, to + inside, biased, AT(bias) + column + inside);
          }
          KEEP_ROLLED for (int j = 0; code != 0 && j < 4; j++) {
            GLOBAL const float* of_other = AT(other) + begin_of_quad + (j < length ? j : 0);
            float done = epilogue(code, v[0], TAKES_OTHER(code) ? *of_other : 0.0f);
            v[0] = v[1];
            v[1] = v[2];
            v[2] = v[3];
            v[3] = done;
          }
          store_quad(to, length, out_wide, v);
        }
        UNROLL for (int j = 4; j < REACH; j++) {
          sums[0][j - 4] = sums[0][j];
        }
      }
    }
    UNROLL for (int r = 1; r < REACH; r++) {
      UNROLL for (int j = 0; j < REACH; j++) {
        sums[r - 1][j] = sums[r][j];
      }
    }
  }
}
