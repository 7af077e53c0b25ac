/*
 * Matrix products in explicit vectors, for OpenCL devices that are CPUs.
 *
 * Elsewhere this file declares nothing.
 */
#include "prelude.h"

#ifdef DIALECT_OPENCL

#include "operand.h"
#include "vector_tile.h"
#include "epilogue_functions.h"

/* Adds the terms of a packed block of b to the sums of its columns, which begin at 0 if it is fresh. */
DEVICE void sum_columns(GLOBAL const float* panels, int terms, int columns, int fresh, GLOBAL float* sums) {
  for (int j = 0; j < columns; j += COLUMNS) {
    int left_length = columns - j;
    int right_length = max(0, columns - j - WIDTH);
    floats left = fresh ? (floats)0.0f : load_part(sums + j, left_length);
    floats right = fresh ? (floats)0.0f : load_part(sums + j + WIDTH, right_length);
    for (int t = 0; t < terms; t++) {
      left += VECTOR_LOAD(0, panels);
      right += VECTOR_LOAD(1, panels);
      panels += COLUMNS;
    }
    store_part(left, sums + j, left_length);
    store_part(right, sums + j + WIDTH, right_length);
  }
}

/* out = epilogue(alpha * tile + beta * out + bias, other), as gemm.c does it for one element. */
DEVICE void finish_tile(const float* tile, int rows, int columns, float alpha, float beta, int biased,
                        GLOBAL const float* bias, int code, GLOBAL const float* other, GLOBAL float* out, i64 leading) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j += WIDTH) {
      i64 at = i * leading + j;
      int length = columns - j;
      floats v = alpha * VECTOR_LOAD(0, tile + i * COLUMNS + j) + 0.0f;
      if (beta != 0.0f) {
        v = fma((floats)beta, load_part(out + at, length), v);
      }
      if (biased) {
        v += load_part(bias + j, length);
      }
      v = epilogue(code, v, TAKES_OTHER(code) ? load_part(other + at, length) : v);
      store_part(v, out + at, length);
    }
  }
}

/*
 * The result is cut into blocks of block_rows x block_columns elements (the last may be smaller), which the groups take
 * in turn; block_columns is a multiple of 32. The terms are added in passes of at most DEPTH. Between them the sums are
 * kept where the result will be, or in memory of their own where that still has the old content, which comes last.
 *
 * `panels` has DEPTH * block_columns elements for each group and, if `apart`, behind all of these block_rows *
 * block_columns more for each.
 *
 * Where `summed` is set, which it is of a single product alone, the blocks of the first rows also add up b's columns.
 */
KERNEL(1, 1, 1) void gemm_vector(
    IN(OPERAND, a), IN(OPERAND, b), IN(float, bias), IN(float, other), OUT(float, out), OUT(float, panels),
    OUT(float, column_sums), int batch, int m, int n, int k, int apart, int block_rows, int block_columns, int a_across, int b_across, int a_leading, int b_leading, int out_leading,
    i64 a_stride, i64 b_stride, i64 out_stride, float alpha, float beta, int biased, int code, int summed) {
  LOCAL_ARRAY(float, rows_of_a, DEPTH * ROWS);
  float tile[ROWS * COLUMNS];
  GLOBAL float* block_of_b = AT(panels) + (i64)GROUP(0) * DEPTH * block_columns;
  GLOBAL float* own_sums = AT(panels) + ((i64)GROUPS(0) * DEPTH + (i64)GROUP(0) * block_rows) * block_columns;

  int row_blocks = (m + block_rows - 1) / block_rows;
  int column_blocks = (n + block_columns - 1) / block_columns;
  /* Passes of equal depth, which is a multiple of RUN. */
  int passes = max(1, (k + DEPTH - 1) / DEPTH);
  int depth = ((k + passes - 1) / passes + RUN - 1) / RUN * RUN;

  i64 blocks = (i64)batch * row_blocks * column_blocks;
  for (i64 block = GROUP(0); block < blocks; block += GROUPS(0)) {
    i64 product = block / (row_blocks * column_blocks);
    int first_row = (int)(block % row_blocks) * block_rows;
    int first_column = (int)(block / row_blocks % column_blocks) * block_columns;
    int rows = min(block_rows, m - first_row);
    int columns = min(block_columns, n - first_column);
    GLOBAL const OPERAND* a_begin = AT(a) + product * a_stride + (a_across ? (i64)first_row * a_leading : first_row);
    GLOBAL const OPERAND* b_begin = AT(b) + product * b_stride + (b_across ? (i64)first_column * b_leading : first_column);
    i64 begin = product * out_stride + (i64)first_row * out_leading + first_column;
    GLOBAL float* sums = apart ? own_sums : AT(out) + begin;
    i64 sums_leading = apart ? block_columns : out_leading;

    int done = 0;
    /* A product of no terms is 0, and its epilogue is due as well. */
    do {
      int terms = min(depth, k - done);
      int fresh = done == 0;
      int last = done + terms == k;
      pack_b(b_begin + (b_across ? done : (i64)done * b_leading), b_across, b_leading, terms, columns, terms * COLUMNS,
             block_of_b);
      if (SUMS_COLUMNS && summed && first_row == 0) {
        sum_columns(block_of_b, terms, columns, fresh, AT(column_sums) + first_column);
      }
      for (int i = 0; i < rows; i += ROWS) {
        int tile_rows = min(ROWS, rows - i);
        GLOBAL const OPERAND* a_next = a_begin + (a_across ? (i64)i * a_leading + done : (i64)done * a_leading + i);
        pack_a(a_next, a_across, a_leading, tile_rows, terms, rows_of_a);
        for (int j = 0; j < columns; j += COLUMNS) {
          int tile_columns = min(COLUMNS, columns - j);
          GLOBAL const float* panel = block_of_b + j * terms;
          if (!fresh) {
            load_tile(sums + i * sums_leading + j, sums_leading, tile_rows, tile_columns, tile);
          }
          multiply_tile(rows_of_a, panel, terms, fresh, tile, a_across, tile_columns);
          if (last) {
            i64 at = begin + (i64)i * out_leading + j;
            finish_tile(tile, tile_rows, tile_columns, alpha, beta, biased, AT(bias) + first_column + j, code,
                        AT(other) + at, AT(out) + at, out_leading);
          } else {
            store_tile(tile, tile_rows, tile_columns, sums + i * sums_leading + j, sums_leading);
          }
        }
      }
      done += terms;
    } while (done < k);
  }
}

#endif
