/*
 * Parameters and body of a convolution's gradient by the filters in tiles: what the window sees, turned round, times the
 * gradient of the results, [taps and channels, filters]. The terms are the places. One group computes one tile of one
 * slice of one group of channels.
 *
 * Slices are as in gemm_tile.h, each as the filters lie, `out_stride` behind the last.
 */
    IN(OPERAND, seen), IN(OPERAND, results), OUT(float, out), CONVOLUTION, int slices, int slice, i64 out_stride,
    int seen_wide, int results_wide, int out_wide) {
  int share = seen_channels / groups;
  int m = window_height * window_width * share;
  int n = channels / groups;
  int a_across = 0;
  int b_across = 0;
#include "tile_begin.h"
  int group = layer / slices;
  int begin = layer % slices * slice;
  int left = batch * rows * columns - begin;
  left = left < slice ? left : slice;

  Sight sight = {seen_height, seen_width, seen_channels, row_step, column_step, window_width, share};
  Digits term = digits_of(a_line, window_width, share);
  Digits place = digits_of(begin + a_term, rows, columns);
  Digits further = digits_of(DEPTH, rows, columns);
  GLOBAL const OPERAND* b_next = AT(results) + (i64)(begin + b_term) * channels + group * n + b_line;

#define LOAD_TERMS \
  see(AT(seen), group * share, sight, place.outer, place.middle * down - top, place.inner * across - before, term, \
      quad_inside(0, m - a_line, left - a_term), seen_wide, a_quad); \
  load_operands(b_next, quad_inside(0, n - b_line, left - b_term), results_wide, b_quad);
#define NEXT_TERMS \
  place = plus(place, further, rows, columns); \
  b_next += (i64)DEPTH * channels;
#define WITH_PANEL
#include "tile_product.h"
#undef LOAD_TERMS
#undef NEXT_TERMS
#undef WITH_PANEL

  GLOBAL float* to = AT(out) + layer % slices * out_stride + group * n;
  KEEP_ROLLED for (int i = 0; i < REACH; i++) {
    int line = first_row + i / 4 * (4 * SIDE) + lane_row + i % 4;
    UNROLL for (int q = 0; q < REACH; q += 4) {
      int from = first_column + q * SIDE + lane_column;
      store_quad(to + (i64)line * channels + from, line < m ? n - from : 0, out_wide, &sums[0][q]);
    }
    UNROLL for (int r = 1; r < REACH; r++) {
      UNROLL for (int j = 0; j < REACH; j++) {
        sums[r - 1][j] = sums[r][j];
      }
    }
  }
}
