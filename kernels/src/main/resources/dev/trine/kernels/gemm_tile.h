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
    IN(float, a), IN(float, b), IN(float, bias), IN(float, other), OUT(float, out),
    OUT(float, column_sums), int m, int n, int k, int slices, int slice,
    int a_across, int b_across, int a_leading, int b_leading, int out_leading,
    i64 a_stride, i64 b_stride, i64 out_stride, int a_wide, int b_wide, int out_wide,
    float alpha, float beta, int biased, int code, int summed) {
  LOCAL_ARRAY(float4, memory, PANEL);
  /* Two panels of a, two of b: one of each is read while the other is written. */
  LOCAL float* panels = (LOCAL float*)&memory[0];
  int lane = LANE(0);

  /* Which slice, and which tile of it: bands of BAND rows of tiles, each band column by column. */
  int rows_of_tiles = (m - 1) / TILE + 1;
  int columns_of_tiles = (n - 1) / TILE + 1;
  int layer = GROUP(0) / (rows_of_tiles * columns_of_tiles);
  int tile = GROUP(0) % (rows_of_tiles * columns_of_tiles);
  int band = tile / (BAND * columns_of_tiles);
  int in_band = tile % (BAND * columns_of_tiles);
  int band_rows = rows_of_tiles - band * BAND < BAND ? rows_of_tiles - band * BAND : BAND;
  int first_row = (band * BAND + in_band % band_rows) * TILE;
  int first_column = in_band / band_rows * TILE;
  int begin = layer % slices * slice;
  int left = k - begin < slice ? k - begin : slice;

  /* Which four elements of each panel this lane brings: their line of the matrix and their term. */
  int a_line = a_across ? lane / (DEPTH / 4) : lane % (TILE / 4) * 4;
  int a_term = a_across ? lane % (DEPTH / 4) * 4 : lane / (TILE / 4);
  int b_line = b_across ? lane / (DEPTH / 4) : lane % (TILE / 4) * 4;
  int b_term = b_across ? lane % (DEPTH / 4) * 4 : lane / (TILE / 4);
  LOCAL float* a_target = panels + a_term * PITCH + a_line;
  LOCAL float* b_target = panels + 2 * PANEL + b_term * PITCH + b_line;
  a_line += first_row;
  b_line += first_column;
  GLOBAL const float* a_next = AT(a) + layer / slices * a_stride
      + (a_across ? (i64)a_line * a_leading + begin + a_term : (i64)(begin + a_term) * a_leading + a_line);
  GLOBAL const float* b_next = AT(b) + layer / slices * b_stride
      + (b_across ? (i64)b_line * b_leading + begin + b_term : (i64)(begin + b_term) * b_leading + b_line);

  /* Which elements of the tile it computes: quads of rows and columns, one quad in each 4 * SIDE. In blocks of 4 x 8
     lanes, so that the lanes that read local memory together read few different addresses in few rows. */
  int lane_row = (lane / 32 / (SIDE / 8) * 4 + lane % 32 / 8) * 4;
  int lane_column = (lane / 32 % (SIDE / 8) * 8 + lane % 8) * 4;
  LOCAL const float* x_source = panels + lane_row;
  LOCAL const float* y_source = panels + 2 * PANEL + lane_column;

  float sums[REACH][REACH];
  UNROLL for (int i = 0; i < REACH; i++) {
    UNROLL for (int j = 0; j < REACH; j++) {
      sums[i][j] = 0.0f;
    }
  }
  int summing = summed && first_row == 0 && lane < TILE;
  float column_sum = 0.0f;

  float a_quad[4];
  float b_quad[4];
  if (left > 0) {
    load_quad(a_next, quad_inside(a_across, m - a_line, left - a_term), a_wide, a_quad);
    load_quad(b_next, quad_inside(b_across, n - b_line, left - b_term), b_wide, b_quad);
    store_panel(a_target, PITCH, a_across, a_quad);
    store_panel(b_target, PITCH, b_across, b_quad);
  }
  BARRIER();

  int turn = PANEL;
  KEEP_ROLLED while (left > 0) {
    left -= DEPTH;
    if (left > 0) {
      /* On their way from memory while this panel is multiplied. */
      a_next += a_across ? DEPTH : (i64)DEPTH * a_leading;
      b_next += b_across ? DEPTH : (i64)DEPTH * b_leading;
      load_quad(a_next, quad_inside(a_across, m - a_line, left - a_term), a_wide, a_quad);
      load_quad(b_next, quad_inside(b_across, n - b_line, left - b_term), b_wide, b_quad);
    }
    UNROLL_TERMS for (int term = 0; term < DEPTH; term++) {
      float x[REACH];
      float y[REACH];
      UNROLL for (int q = 0; q < REACH; q += 4) {
        float4 x_quad = LOCAL_LOAD4(x_source + term * PITCH + q * SIDE);
        float4 y_quad = LOCAL_LOAD4(y_source + term * PITCH + q * SIDE);
        x[q] = x_quad.x;
        x[q + 1] = x_quad.y;
        x[q + 2] = x_quad.z;
        x[q + 3] = x_quad.w;
        y[q] = y_quad.x;
        y[q + 1] = y_quad.y;
        y[q + 2] = y_quad.z;
        y[q + 3] = y_quad.w;
      }
      UNROLL for (int i = 0; i < REACH; i++) {
        UNROLL for (int j = 0; j < REACH; j++) {
          sums[i][j] = MAD(x[i], y[j], sums[i][j]);
        }
      }
    }
    if (summing) {
      LOCAL const float* column = y_source - lane_column + lane;
      UNROLL_TERMS for (int term = 0; term < DEPTH; term++) {
        column_sum += column[term * PITCH];
      }
    }
    if (left > 0) {
      store_panel(a_target + turn, PITCH, a_across, a_quad);
      store_panel(b_target + turn, PITCH, b_across, b_quad);
    }
    x_source += turn;
    y_source += turn;
    a_target += turn;
    b_target += turn;
    turn = -turn;
    BARRIER();
  }

  if (summing && first_column + lane < n) {
    AT(column_sums)[(i64)layer * n + first_column + lane] = column_sum;
  }

  /* Only the first quad of sums is written; the others move up, and in a quad the first element goes through the
     epilogue. So the loops need not be unrolled, and its code is there once, with no register addressed by a variable. */
  i64 layer_begin = layer * out_stride;
  KEEP_ROLLED for (int i = 0; i < REACH; i++) {
    int row = first_row + i / 4 * (4 * SIDE) + lane_row + i % 4;
    KEEP_ROLLED for (int q = 0; q < REACH; q += 4) {
      int column = first_column + q * SIDE + lane_column;
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
    UNROLL for (int r = 1; r < REACH; r++) {
      UNROLL for (int j = 0; j < REACH; j++) {
        sums[r - 1][j] = sums[r][j];
      }
    }
  }
}
