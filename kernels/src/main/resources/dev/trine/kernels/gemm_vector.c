/*
 * Matrix products in explicit vectors, for OpenCL devices that are CPUs, whose compilers make little of the tiles in
 * gemm.c. One lane is one core: it packs a block of b into memory of its own that stays in the second-level cache, then
 * some rows of a into memory that stays in the first, and multiplies the two tile by tile, with the tile in registers.
 * (Blocking and packing as in Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix Multiplication", with the
 * roles of a and b exchanged.)
 *
 * Elsewhere this file declares nothing.
 */
#include "prelude.h"

#ifdef DIALECT_OPENCL

/* The registers of a tile, ROWS x 2 vectors of sums, fill the register file but for the two vectors of b. */
#ifdef __AVX512F__
#define WIDTH 16
#define ROWS 12
#else
#define WIDTH 8
#define ROWS 6
#endif
#define COLUMNS (2 * WIDTH)

#include "vector_operations.h"
#include "epilogue_functions.h"

#define VECTOR_LOAD VECTOR(vload)
#define VECTOR_STORE VECTOR(vstore)

/* Terms that are packed at a time; the host knows this number, too. */
#define DEPTH 256
/* Where a's terms lie next to each other, that many of a row are packed behind each other. */
#define RUN 16

#define UNROLL _Pragma("unroll")

/*
 * Packs [terms, columns] of b as panels of COLUMNS columns, each [terms, COLUMNS]. Columns beyond the edge become 0.
 */
DEVICE void pack_b(GLOBAL const float* b, int across, i64 leading, int terms, int columns, GLOBAL float* panels) {
  int panel = terms * COLUMNS;
  if (!across) {
    for (int t = 0; t < terms; t++) {
      GLOBAL const float* from = b + t * leading;
      GLOBAL float* to = panels + t * COLUMNS;
      int column = 0;
      for (; column + COLUMNS <= columns; column += COLUMNS) {
        VECTOR_STORE(VECTOR_LOAD(0, from + column), 0, to);
        VECTOR_STORE(VECTOR_LOAD(1, from + column), 1, to);
        to += panel;
      }
      for (int j = 0; column < columns && j < COLUMNS; j++) {
        to[j] = column + j < columns ? from[column + j] : 0.0f;
      }
    }
    return;
  }
  /* Four columns at a time, to the end of their panel. */
  for (int column = 0; column < columns || column % COLUMNS != 0; column += 4) {
    GLOBAL const float* from = b + column * leading;
    GLOBAL float* to = panels + column / COLUMNS * panel + column % COLUMNS;
    int t = 0;
    for (; column + 4 <= columns && t + 4 <= terms; t += 4) {
      float4 c0 = vload4(0, from + t);
      float4 c1 = vload4(0, from + leading + t);
      float4 c2 = vload4(0, from + 2 * leading + t);
      float4 c3 = vload4(0, from + 3 * leading + t);
      vstore4(FLOAT4(c0.x, c1.x, c2.x, c3.x), 0, to + t * COLUMNS);
      vstore4(FLOAT4(c0.y, c1.y, c2.y, c3.y), 0, to + (t + 1) * COLUMNS);
      vstore4(FLOAT4(c0.z, c1.z, c2.z, c3.z), 0, to + (t + 2) * COLUMNS);
      vstore4(FLOAT4(c0.w, c1.w, c2.w, c3.w), 0, to + (t + 3) * COLUMNS);
    }
    for (; t < terms; t++) {
      for (int j = 0; j < 4; j++) {
        to[t * COLUMNS + j] = column + j < columns ? from[j * leading + t] : 0.0f;
      }
    }
  }
}

/*
 * Packs [rows, terms] of a. Where the terms lie next to each other as [terms / RUN, ROWS, RUN], else as [terms, ROWS]:
 * both without turning anything round. Rows beyond the edge become 0.
 */
DEVICE void pack_a(GLOBAL const float* a, int across, i64 leading, int rows, int terms, LOCAL float* packed) {
  if (!across) {
    for (int t = 0; t < terms; t++) {
      GLOBAL const float* from = a + t * leading;
      LOCAL float* to = packed + t * ROWS;
      if (rows == ROWS) {
        UNROLL for (int i = 0; i < ROWS; i++) {
          to[i] = from[i];
        }
      } else {
        for (int i = 0; i < ROWS; i++) {
          to[i] = i < rows ? from[i] : 0.0f;
        }
      }
    }
    return;
  }
  for (int t = 0; t < terms; t += RUN) {
    for (int i = 0; i < ROWS; i++) {
      GLOBAL const float* from = a + i * leading + t;
      LOCAL float* to = packed + t * ROWS + i * RUN;
      if (i < rows && t + RUN <= terms) {
        vstore16(vload16(0, from), 0, to);
      } else {
        for (int s = 0; s < RUN && t + s < terms; s++) {
          to[s] = i < rows ? from[s] : 0.0f;
        }
      }
    }
  }
}

/*
 * Adds terms to the sums of one tile, which begin at 0 if it is fresh: ROWS packed rows of a times `vectors` vectors of
 * columns of a panel. The last three parameters are literal wherever this is called; it has to be inlined there, so that
 * the addresses of a are constant.
 */
INLINE void multiply(LOCAL const float* a, GLOBAL const float* b, int terms, int fresh, float* tile, int row_step,
                     int term_step, int vectors) {
  floats sums[ROWS][2];
  UNROLL for (int i = 0; i < ROWS; i++) {
    sums[i][0] = fresh ? (floats)0.0f : VECTOR_LOAD(2 * i, tile);
    sums[i][1] = fresh || vectors == 1 ? (floats)0.0f : VECTOR_LOAD(2 * i + 1, tile);
  }
  for (int begin = 0; begin < terms; begin += RUN) {
    int count = min(RUN, terms - begin);
    for (int t = 0; t < count; t++) {
      floats left = VECTOR_LOAD(0, b);
      floats right = vectors == 2 ? VECTOR_LOAD(1, b) : left;
      UNROLL for (int i = 0; i < ROWS; i++) {
        floats x = (floats)a[i * row_step + t * term_step];
        sums[i][0] = fma(x, left, sums[i][0]);
        if (vectors == 2) {
          sums[i][1] = fma(x, right, sums[i][1]);
        }
      }
      b += COLUMNS;
    }
    a += ROWS * RUN;
  }
  UNROLL for (int i = 0; i < ROWS; i++) {
    VECTOR_STORE(sums[i][0], 2 * i, tile);
    VECTOR_STORE(sums[i][1], 2 * i + 1, tile);
  }
}

/* The first `length` elements; the others are 0. */
DEVICE floats load_part(GLOBAL const float* from, int length) {
  if (length >= WIDTH) {
    return VECTOR_LOAD(0, from);
  }
  float part[WIDTH];
  for (int j = 0; j < WIDTH; j++) {
    part[j] = j < length ? from[j] : 0.0f;
  }
  return VECTOR_LOAD(0, part);
}

DEVICE void store_part(floats v, GLOBAL float* to, int length) {
  if (length >= WIDTH) {
    VECTOR_STORE(v, 0, to);
    return;
  }
  float part[WIDTH];
  VECTOR_STORE(v, 0, part);
  for (int j = 0; j < length; j++) {
    to[j] = part[j];
  }
}

/* The sums that a tile has so far, from where they are kept between passes. */
DEVICE void load_tile(GLOBAL const float* sums, i64 leading, int rows, int columns, float* tile) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j += WIDTH) {
      VECTOR_STORE(load_part(sums + i * leading + j, columns - j), 0, tile + i * COLUMNS + j);
    }
  }
}

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

/* The reverse of load_tile. */
DEVICE void store_tile(const float* tile, int rows, int columns, GLOBAL float* sums, i64 leading) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j += WIDTH) {
      store_part(VECTOR_LOAD(0, tile + i * COLUMNS + j), sums + i * leading + j, columns - j);
    }
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
    IN(float, a), IN(float, b), IN(float, bias), IN(float, other), OUT(float, out), OUT(float, panels),
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
    GLOBAL const float* a_begin = AT(a) + product * a_stride + (a_across ? (i64)first_row * a_leading : first_row);
    GLOBAL const float* b_begin = AT(b) + product * b_stride + (b_across ? (i64)first_column * b_leading : first_column);
    i64 begin = product * out_stride + (i64)first_row * out_leading + first_column;
    GLOBAL float* sums = apart ? own_sums : AT(out) + begin;
    i64 sums_leading = apart ? block_columns : out_leading;

    int done = 0;
    /* A product of no terms is 0, and its epilogue is due as well. */
    do {
      int terms = min(depth, k - done);
      int fresh = done == 0;
      int last = done + terms == k;
      pack_b(b_begin + (b_across ? done : (i64)done * b_leading), b_across, b_leading, terms, columns, block_of_b);
      if (summed && first_row == 0) {
        sum_columns(block_of_b, terms, columns, fresh, AT(column_sums) + first_column);
      }
      for (int i = 0; i < rows; i += ROWS) {
        int tile_rows = min(ROWS, rows - i);
        GLOBAL const float* a_next = a_begin + (a_across ? (i64)i * a_leading + done : (i64)done * a_leading + i);
        pack_a(a_next, a_across, a_leading, tile_rows, terms, rows_of_a);
        for (int j = 0; j < columns; j += COLUMNS) {
          int tile_columns = min(COLUMNS, columns - j);
          GLOBAL const float* panel = block_of_b + j * terms;
          if (!fresh) {
            load_tile(sums + i * sums_leading + j, sums_leading, tile_rows, tile_columns, tile);
          }
          if (tile_columns > WIDTH) {
            if (a_across) {
              multiply(rows_of_a, panel, terms, fresh, tile, RUN, 1, 2);
            } else {
              multiply(rows_of_a, panel, terms, fresh, tile, 1, ROWS, 2);
            }
          } else if (a_across) {
            multiply(rows_of_a, panel, terms, fresh, tile, RUN, 1, 1);
          } else {
            multiply(rows_of_a, panel, terms, fresh, tile, 1, ROWS, 1);
          }
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
