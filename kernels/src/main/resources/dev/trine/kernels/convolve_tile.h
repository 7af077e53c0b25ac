/*
 * Parameters and body of a convolution in tiles, forwards or backwards: what the window sees at each place, [places, taps
 * and channels], times the filters. Forwards images are seen and the places are the results'; backwards results are seen,
 * and the places are the pixels. One group computes one tile of one slice of one group of channels in one phase; places
 * are those of a phase, of which the first has the most.
 *
 * Slices are as in gemm_tile.h, each [batch, rows, columns, channels], `out_stride` behind the last.
 */
    IN(OPERAND, seen), IN(OPERAND, filters), OUT(float, out), CONVOLUTION, int backwards, int row_phases, int column_phases,
    int row_period, int column_period, int slices, int slice, i64 out_stride, int seen_wide, int filters_wide,
    int out_wide) {
  int share = seen_channels / groups;
  int m = batch * ((rows - 1) / row_phases + 1) * ((columns - 1) / column_phases + 1);
  int n = channels / groups;
  int a_across = 1;
  int b_across = backwards;
#include "tile_begin.h"
  int group = layer / slices % groups;
  int row_phase = layer / slices / groups / column_phases;
  int column_phase = layer / slices / groups % column_phases;
  Walk y = walk(backwards, row_phase, rows, window_height, down, row_step, top, row_period);
  Walk x = walk(backwards, column_phase, columns, window_width, across, column_step, before, column_period);
  int places = batch * y.places * x.places;
  int taps_across = x.taps > 0 ? x.taps : 1;
  int begin = layer % slices * slice;
  int left = y.taps * x.taps * share - begin;
  left = first_row < places ? left < slice ? left : slice : 0;

  Sight of_seen = {seen_height, seen_width, seen_channels, y.step, x.step, taps_across, share};
  Digits place = digits_of(a_line, y.places, x.places);
  int row = place.middle * y.stride + y.start;
  int column = place.inner * x.stride + x.start;
  Digits term = digits_of(begin + a_term, taps_across, share);
  Digits further = digits_of(DEPTH, taps_across, share);
  /* Backwards, the terms are channels of the results. Their filters lie next to each other, and a tap of the window is a
     pixel of the filters. */
  Sight of_filters = {window_height, window_width, n * seen_channels, row_period, column_period, taps_across, share};
  int b_at = backwards ? b_line * seen_channels + group * share : (begin + b_term) * channels + group * n + b_line;
  /* Where the phase begins in each image that is made. */
  int first_of_phase = (row_phase * columns + column_phase) * channels + group * n;

#define LOAD_TERMS \
  see(AT(seen), group * share, of_seen, place.outer, row, column, term, \
      quad_inside(1, places - a_line, left - a_term), seen_wide, a_quad); \
  if (backwards) { \
    see(AT(filters), b_at, of_filters, 0, y.first_tap, x.first_tap, term, quad_inside(1, n - b_line, left - b_term), \
        filters_wide, b_quad); \
  } else { \
    load_operands(AT(filters) + b_at, quad_inside(0, n - b_line, left - b_term), filters_wide, b_quad); \
  }
#define NEXT_TERMS \
  term = plus(term, further, taps_across, share); \
  b_at += backwards ? 0 : DEPTH * channels;
#define WITH_PANEL
#include "tile_product.h"
#undef LOAD_TERMS
#undef NEXT_TERMS
#undef WITH_PANEL

  /* Only the first row of sums is written; the others move up, so that the places need not be found side by side. */
  GLOBAL float* to = AT(out) + layer % slices * out_stride + first_of_phase;
  KEEP_ROLLED for (int i = 0; i < REACH; i++) {
    int line = first_row + i / 4 * (4 * SIDE) + lane_row + i % 4;
    if (line < places) {
      Digits at = digits_of(line, y.places, x.places);
      int pixel = (at.outer * rows + at.middle * row_phases) * columns + at.inner * column_phases;
      UNROLL for (int q = 0; q < REACH; q += 4) {
        int from = first_column + q * SIDE + lane_column;
        store_quad(to + (i64)pixel * channels + from, n - from, out_wide, &sums[0][q]);
      }
    }
    UNROLL for (int r = 1; r < REACH; r++) {
      UNROLL for (int j = 0; j < REACH; j++) {
        sums[r - 1][j] = sums[r][j];
      }
    }
  }
}
