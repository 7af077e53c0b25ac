/*
 * Convolution, and its gradients, in explicit vectors, for OpenCL devices that are CPUs: products of matrices of which one
 * operand, what a window sees at each of its places, is found in the images while it is packed. The numbers are those of
 * convolve.c.
 *
 * Elsewhere this file declares nothing.
 */
#include "prelude.h"

#ifdef DIALECT_OPENCL

#include "operand.h"
#include "vector_tile.h"
#include "window.h"

/* In the fewest vectors that cover it, of which the last two overlap. */
INLINE void copy_line(GLOBAL const OPERAND* from, int length, float* to) {
  if (length >= 16) {
    for (int j = 0; j + 16 <= length; j += 16) {
      vstore16(LOAD_VECTOR(16, 0, from + j), 0, to + j);
    }
    vstore16(LOAD_VECTOR(16, 0, from + length - 16), 0, to + length - 16);
  } else if (length >= 8) {
    vstore8(LOAD_VECTOR(8, 0, from), 0, to);
    vstore8(LOAD_VECTOR(8, 0, from + length - 8), 0, to + length - 8);
  } else if (length >= 4) {
    vstore4(LOAD_VECTOR(4, 0, from), 0, to);
    vstore4(LOAD_VECTOR(4, 0, from + length - 4), 0, to + length - 4);
  } else {
    for (int j = 0; j < length; j++) {
      to[j] = NUMBER(from[j]);
    }
  }
}

INLINE void clear_line(int length, float* to) {
  for (int j = 0; j < length; j++) {
    to[j] = 0.0f;
  }
}

/* Terms of one row of taps, from one that is `skipped` behind its first, of a row of pixels. */
DEVICE void see_row(GLOBAL const OPERAND* pixels, Sight sight, int column, int skipped, int count, float* line) {
  int tap = skipped / sight.share;
  int channel = skipped - tap * sight.share;
  column += tap * sight.column_step;
  while (count > 0) {
    int length = min(count, sight.share - channel);
    if ((u32)column < (u32)sight.width) {
      copy_line(pixels + column * sight.channels + channel, length, line);
    } else {
      clear_line(length, line);
    }
    line += length;
    count -= length;
    channel = 0;
    column += sight.column_step;
  }
}

/*
 * Terms of what is seen at a place, from one on that is `skipped` behind the first of a row of taps. The window's first tap
 * is at the row and column that are given.
 */
DEVICE void see_line(GLOBAL const OPERAND* from, Sight sight, int image, int row, int column, int row_of_taps, int skipped,
                     int count, float* line) {
  int terms_across = sight.taps_across * sight.share;
  row += row_of_taps * sight.row_step;
  /* Whether a row of taps lies in one piece. */
  int together = sight.column_step == 1 && sight.share == sight.channels && column >= 0 &&
                 column + sight.taps_across <= sight.width;
  while (count > 0) {
    int length = min(count, terms_across - skipped);
    if ((u32)row >= (u32)sight.height) {
      clear_line(length, line);
    } else {
      GLOBAL const OPERAND* pixels = from + (image * sight.height + row) * sight.width * sight.channels;
      if (together) {
        copy_line(pixels + column * sight.channels + skipped, length, line);
      } else {
        see_row(pixels, sight, column, skipped, length, line);
      }
    }
    line += length;
    count -= length;
    skipped = 0;
    row += sight.row_step;
  }
}

/* Packs a line as one of the rows of a whose terms lie next to each other, with zeros behind the last. */
INLINE void pack_line(float* line, int terms, int row, LOCAL float* packed) {
  clear_line((RUN - terms % RUN) % RUN, line + terms);
  for (int t = 0; t < terms; t += RUN) {
    vstore16(vload16(0, line + t), 0, packed + t * ROWS + row * RUN);
  }
}

/*
 * As convolve_tile.h. The result of a phase and group of channels is cut into blocks, the terms are added in passes, and
 * `panels` is as for gemm_vector, with the sums of blocks behind it if there may be several passes.
 */
KERNEL(1, 1, 1) void convolve_vector(
    IN(OPERAND, seen), IN(OPERAND, filters), OUT(float, out), OUT(float, panels), CONVOLUTION, int backwards,
    int row_phases, int column_phases, int row_period, int column_period, int block_rows, int block_columns) {
  LOCAL_ARRAY(float, rows_of_a, DEPTH * ROWS);
  float line[DEPTH];
  float tile[ROWS * COLUMNS];
  int pixels[ROWS];
  Digits one = {0, 0, 1};
  GLOBAL float* block_of_b = AT(panels) + (i64)GROUP(0) * DEPTH * block_columns;
  GLOBAL float* sums = AT(panels) + ((i64)GROUPS(0) * DEPTH + (i64)GROUP(0) * block_rows) * block_columns;

  int share = seen_channels / groups;
  int n = channels / groups;
  int m = batch * ((rows - 1) / row_phases + 1) * ((columns - 1) / column_phases + 1);
  int row_blocks = (m + block_rows - 1) / block_rows;
  int column_blocks = (n + block_columns - 1) / block_columns;
  i64 blocks = (i64)groups * row_phases * column_phases * row_blocks * column_blocks;
  for (i64 block = GROUP(0); block < blocks; block += GROUPS(0)) {
    int product = (int)(block / (row_blocks * column_blocks));
    int group = product % groups;
    int row_phase = product / groups / column_phases;
    int column_phase = product / groups % column_phases;
    Walk y = walk(backwards, row_phase, rows, window_height, down, row_step, top, row_period);
    Walk x = walk(backwards, column_phase, columns, window_width, across, column_step, before, column_period);
    int first_row = (int)(block % row_blocks) * block_rows;
    int first_column = (int)(block / row_blocks % column_blocks) * block_columns;
    int lines = min(block_rows, batch * y.places * x.places - first_row);
    int width = min(block_columns, n - first_column);
    int taps_across = max(1, x.taps);
    Sight sight = {seen_height, seen_width, seen_channels, y.step, x.step, taps_across, share};
    GLOBAL const OPERAND* from = AT(seen) + group * share;
    GLOBAL float* to = AT(out) + group * n + first_column;

    int k = y.taps * x.taps * share;
    int passes = max(1, (k + DEPTH - 1) / DEPTH);
    int depth = ((k + passes - 1) / passes + RUN - 1) / RUN * RUN;
    int done = 0;
    /* A sum of no terms is 0, and to be written. */
    do {
      int terms = min(depth, k - done);
      int fresh = done == 0;
      int last = done + terms == k;
      int row_of_taps = done / (taps_across * share);
      int skipped = done % (taps_across * share);
      if (backwards) {
        for (int t = 0; t < terms;) {
          Digits at = digits_of(done + t, taps_across, share);
          int length = min(share - at.inner, terms - t);
          int element = (y.first_tap + at.outer * row_period) * window_width + x.first_tap + at.middle * column_period;
          pack_b(AT(filters) + ((i64)element * n + first_column) * seen_channels + group * share + at.inner, 1,
                 seen_channels, length, width, terms * COLUMNS, block_of_b + t * COLUMNS);
          t += length;
        }
      } else {
        pack_b(AT(filters) + (i64)done * channels + group * n + first_column, 0, channels, terms, width,
               terms * COLUMNS, block_of_b);
      }
      for (int i = 0; i < lines; i += ROWS) {
        int tile_rows = min(ROWS, lines - i);
        Digits place = digits_of(first_row + i, y.places, x.places);
        for (int r = 0; r < ROWS; r++) {
          if (r < tile_rows) {
            see_line(from, sight, place.outer, place.middle * y.stride + y.start, place.inner * x.stride + x.start,
                     row_of_taps, skipped, terms, line);
            int line_of_all = place.outer * rows + row_phase + place.middle * row_phases;
            pixels[r] = line_of_all * columns + column_phase + place.inner * column_phases;
            place = plus(place, one, y.places, x.places);
          } else {
            clear_line(terms, line);
          }
          pack_line(line, terms, r, rows_of_a);
        }
        for (int j = 0; j < width; j += COLUMNS) {
          int tile_columns = min(COLUMNS, width - j);
          GLOBAL float* so_far = sums + i * block_columns + j;
          if (!fresh) {
            load_tile(so_far, block_columns, tile_rows, tile_columns, tile);
          }
          multiply_tile(rows_of_a, block_of_b + j * terms, terms, fresh, tile, 1, tile_columns);
          if (last) {
            for (int r = 0; r < tile_rows; r++) {
              store_tile(tile + r * COLUMNS, 1, tile_columns, to + (i64)pixels[r] * channels + j, 0);
            }
          } else {
            store_tile(tile, tile_rows, tile_columns, so_far, block_columns);
          }
        }
      }
      done += terms;
    } while (done < k);
  }
}

/*
 * The gradient by the filters, turned round: the gradient of the results, whose columns are rows here, times what the
 * window sees, of which long lines are packed. The places are the terms; each slice of them has a result of its own,
 * [slices, filters, taps and channels].
 */
KERNEL(1, 1, 1) void convolve_filters_vector(
    IN(OPERAND, seen), IN(OPERAND, results), OUT(float, out), OUT(float, panels), CONVOLUTION, int slices, int block_rows,
    int block_columns) {
  LOCAL_ARRAY(float, rows_of_a, DEPTH * ROWS);
  float line[MOST_COLUMNS];
  float tile[ROWS * COLUMNS];
  GLOBAL float* block_of_b = AT(panels) + (i64)GROUP(0) * DEPTH * block_columns;

  int share = seen_channels / groups;
  int m = channels / groups;
  int n = window_height * window_width * share;
  int places = batch * rows * columns;
  int slice = (places + slices - 1) / slices;
  int row_blocks = (m + block_rows - 1) / block_rows;
  int column_blocks = (n + block_columns - 1) / block_columns;
  Sight sight = {seen_height, seen_width, seen_channels, row_step, column_step, window_width, share};
  Digits one = {0, 0, 1};
  i64 blocks = (i64)groups * slices * row_blocks * column_blocks;
  for (i64 block = GROUP(0); block < blocks; block += GROUPS(0)) {
    int product = (int)(block / (row_blocks * column_blocks));
    int group = product % groups;
    int begin = product / groups * slice;
    int first_row = (int)(block % row_blocks) * block_rows;
    int first_column = (int)(block / row_blocks % column_blocks) * block_columns;
    int lines = min(block_rows, m - first_row);
    int width = min(block_columns, n - first_column);
    int padded = (width + COLUMNS - 1) / COLUMNS * COLUMNS;
    int row_of_taps = first_column / (window_width * share);
    int skipped = first_column % (window_width * share);
    GLOBAL const OPERAND* from = AT(seen) + group * share;
    GLOBAL const OPERAND* of_results = AT(results) + group * m + first_row;
    GLOBAL float* sums = AT(out) + ((i64)product / groups * channels + group * m + first_row) * n + first_column;

    int k = max(0, min(slice, places - begin));
    int passes = max(1, (k + DEPTH - 1) / DEPTH);
    int depth = ((k + passes - 1) / passes + RUN - 1) / RUN * RUN;
    int done = 0;
    do {
      int terms = min(depth, k - done);
      Digits place = digits_of(begin + done, rows, columns);
      for (int t = 0; t < terms; t++) {
        see_line(from, sight, place.outer, place.middle * down - top, place.inner * across - before, row_of_taps,
                 skipped, width, line);
        clear_line(padded - width, line + width);
        for (int j = 0; j < padded; j += COLUMNS) {
          GLOBAL float* panel = block_of_b + j * terms + t * COLUMNS;
          VECTOR_STORE(VECTOR_LOAD(0, line + j), 0, panel);
          VECTOR_STORE(VECTOR_LOAD(1, line + j), 1, panel);
        }
        place = plus(place, one, rows, columns);
      }
      for (int i = 0; i < lines; i += ROWS) {
        int tile_rows = min(ROWS, lines - i);
        pack_a(of_results + (i64)(begin + done) * channels + i, 0, channels, tile_rows, terms, rows_of_a);
        for (int j = 0; j < width; j += COLUMNS) {
          int tile_columns = min(COLUMNS, width - j);
          GLOBAL float* so_far = sums + (i64)i * n + j;
          if (done > 0) {
            load_tile(so_far, n, tile_rows, tile_columns, tile);
          }
          multiply_tile(rows_of_a, block_of_b + j * terms, terms, done == 0, tile, 0, tile_columns);
          store_tile(tile, tile_rows, tile_columns, so_far, n);
        }
      }
      done += terms;
    } while (done < k);
  }
}

#endif
