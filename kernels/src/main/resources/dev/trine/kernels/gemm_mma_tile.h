/*
 * Parameters and body of a matrix product in tiles of TILE x TILE elements by tensor cores. As gemm_tile.h, with the same
 * parameters, but a group's warps share the tile, WARP_ROWS x WARP_COLUMNS each, and nothing adds up columns.
 */
    IN(OPERAND, a), IN(OPERAND, b), IN(float, bias), IN(float, other), OUT(float, out),
    OUT(float, column_sums), int m, int n, int k, int slices, int slice,
    int a_across, int b_across, int a_leading, int b_leading, int out_leading,
    i64 a_stride, i64 b_stride, i64 out_stride, int a_wide, int b_wide, int out_wide,
    float alpha, float beta, int biased, int code, int summed) {
  LOCAL_ARRAY(float4, memory, PANEL_WORDS);
  /* Two panels of a, two of b: one of each is read while the other is written. */
  LOCAL u32* panels = (LOCAL u32*)&memory[0];
  int lane = LANE(0);
#include "tile_place.h"
  int begin = layer % slices * slice;
  int left = k - begin < slice ? k - begin : slice;
  Layout of_a = {a_across, TERM_PITCH};
  Layout of_b = {b_across, TERM_PITCH};

  /* Which quads of each panel this lane brings: the line and the term of the first, and how far it is to the others. */
  int a_line = a_across ? lane / QUADS_ACROSS : lane % (TILE / 4) * 4;
  int a_term = a_across ? lane % QUADS_ACROSS * 4 : lane / (TILE / 4);
  int b_line = b_across ? lane / QUADS_ACROSS : lane % (TILE / 4) * 4;
  int b_term = b_across ? lane % QUADS_ACROSS * 4 : lane / (TILE / 4);
  int a_lines = a_across ? TILE_LANES / QUADS_ACROSS : 0;
  int b_lines = b_across ? TILE_LANES / QUADS_ACROSS : 0;
  int a_terms = a_across ? 0 : TILE_LANES / (TILE / 4);
  int b_terms = b_across ? 0 : TILE_LANES / (TILE / 4);
  GLOBAL const OPERAND* a_next = AT(a) + layer / slices * a_stride
      + (a_across ? (i64)(first_row + a_line) * a_leading + begin + a_term
                  : (i64)(begin + a_term) * a_leading + first_row + a_line);
  GLOBAL const OPERAND* b_next = AT(b) + layer / slices * b_stride
      + (b_across ? (i64)(first_column + b_line) * b_leading + begin + b_term
                  : (i64)(begin + b_term) * b_leading + first_column + b_line);

  int warp_row = lane / 32 / (TILE / WARP_COLUMNS) * WARP_ROWS;
  int warp_column = lane / 32 % (TILE / WARP_COLUMNS) * WARP_COLUMNS;
  LOCAL const u32* x_panel = panels;
  LOCAL const u32* y_panel = panels + 2 * PANEL_WORDS;
  LOCAL u32* a_target = panels + place(of_a, a_line, a_term);
  LOCAL u32* b_target = panels + 2 * PANEL_WORDS + place(of_b, b_line, b_term);

  float sums[WARP_ROWS / 8][WARP_COLUMNS / 4];
  UNROLL for (int i = 0; i < WARP_ROWS / 8; i++) {
    UNROLL for (int j = 0; j < WARP_COLUMNS / 4; j++) {
      sums[i][j] = 0.0f;
    }
  }
  u32 quads[QUADS][QUAD_WORDS];
#ifdef DIALECT_CUDA
  int x_place = place(of_a, warp_row, 0) + fragment_place(of_a, lane % 32);
  int y_place = place(of_b, warp_column, 0) + fragment_place(of_b, lane % 32);
#endif

#define BRING(a) \
  UNROLL for (int q = 0; q < QUADS; q++) { \
    load_words(a##_next + (i64)(q * (a##_lines + a##_terms)) * a##_leading, \
               quad_inside(a##_across, a##_lines_left - q * a##_lines, left - a##_term - q * a##_terms), a##_wide, \
               quads[q]); \
  }
#define PUT(a, further) \
  UNROLL for (int q = 0; q < QUADS; q++) { \
    store_words(a##_target + (further) + place(of_##a, q * a##_lines, q * a##_terms), quads[q]); \
  }
#ifdef DIALECT_CUDA
#define MULTIPLY_STEP(term) { \
    u32 x[WARP_ROWS / 16][4]; \
    UNROLL for (int i = 0; i < WARP_ROWS / 16; i++) { \
      load_fragment(x_panel + x_place + place(of_a, 16 * i, term), of_a, x[i]); \
    } \
    UNROLL for (int j = 0; j < WARP_COLUMNS / 4; j += 4) { \
      u32 y[4]; \
      load_fragment(y_panel + y_place + place(of_b, 4 * j, term), of_b, y); \
      UNROLL for (int i = 0; i < WARP_ROWS / 8; i += 2) { \
        multiply_fragments(x[i / 2], y[0], y[2], &sums[i][j], &sums[i + 1][j]); \
        multiply_fragments(x[i / 2], y[1], y[3], &sums[i][j + 2], &sums[i + 1][j + 2]); \
      } \
    } \
  }
#else
#define MULTIPLY_STEP(first) \
  for (int i = 0; i < WARP_ROWS / 8; i++) { \
    for (int j = 0; j < WARP_COLUMNS / 4; j++) { \
      for (int term = first; term < first + STEP_TERMS; term++) { \
        float x = panel_element(x_panel, of_a, warp_row + ROW_OF_WARP(i, lane % 32), term); \
        float y = panel_element(y_panel, of_b, warp_column + COLUMN_OF_WARP(j, lane % 32), term); \
        sums[i][j] = FMA(x, y, sums[i][j]); \
      } \
    } \
  }
#endif
  int a_lines_left = m - first_row - a_line;
  int b_lines_left = n - first_column - b_line;
  if (left > 0) {
    BRING(a)
    PUT(a, 0)
    BRING(b)
    PUT(b, 0)
  }
  BARRIER();

  int turn = PANEL_WORDS;
  KEEP_ROLLED while (left > 0) {
    left -= PANEL_TERMS;
    a_next += a_across ? PANEL_TERMS : (i64)PANEL_TERMS * a_leading;
    b_next += b_across ? PANEL_TERMS : (i64)PANEL_TERMS * b_leading;
    /* The next panels come one after the other, each while a half of these is multiplied: registers hold one. */
    if (left > 0) {
      BRING(a)
    }
    MULTIPLY_STEP(0)
    if (left > 0) {
      PUT(a, turn)
      BRING(b)
    }
    MULTIPLY_STEP(STEP_TERMS)
    if (left > 0) {
      PUT(b, turn)
    }
    x_panel += turn;
    y_panel += turn;
    a_target += turn;
    b_target += turn;
    turn = -turn;
    BARRIER();
  }
#undef BRING
#undef PUT
#undef MULTIPLY_STEP

  /* Only the first sum is written; the others move up, so that the epilogue is there once. */
  i64 layer_begin = layer * out_stride;
  KEEP_ROLLED for (int i = 0; i < WARP_ROWS / 8; i++) {
    int row = first_row + warp_row + ROW_OF_WARP(i, lane % 32);
    KEEP_ROLLED for (int j = 0; j < WARP_COLUMNS / 4; j++) {
      int column = first_column + warp_column + COLUMN_OF_WARP(j, lane % 32);
      if (row < m && column < n) {
        i64 at = layer_begin + (i64)row * out_leading + column;
        float result = scaled(sums[0][0], alpha, beta, AT(out) + at, biased, AT(bias) + column);
        if (code != 0) {
          result = epilogue(code, result, TAKES_OTHER(code) ? AT(other)[at] : 0.0f);
        }
        AT(out)[at] = result;
      }
      UNROLL for (int c = 1; c < WARP_COLUMNS / 4; c++) {
        sums[0][c - 1] = sums[0][c];
      }
    }
    UNROLL for (int r = 1; r < WARP_ROWS / 8; r++) {
      UNROLL for (int c = 0; c < WARP_COLUMNS / 4; c++) {
        sums[r - 1][c] = sums[r][c];
      }
    }
  }
}
