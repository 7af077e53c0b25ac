/*
 * What kernels have in common that multiply in explicit vectors, for OpenCL devices that are CPUs, whose compilers make
 * little of tiles in local memory. One lane is one core: it packs a block of b into memory of its own that stays in the
 * second-level cache, then some rows of a into memory that stays in the first, and multiplies the two tile by tile, with the
 * tile in registers. (Blocking and packing as in Goto and van de Geijn 2008, "Anatomy of High-Performance Matrix
 * Multiplication", with the roles of a and b exchanged.) OpenCL C 1.2 only.
 */
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
#include "operand_vectors.h"

#define VECTOR_LOAD VECTOR(vload)
#define VECTOR_STORE VECTOR(vstore)

/* Terms that are packed at a time, and the most columns of a block; the host knows these numbers, too. */
#define DEPTH 256
#define MOST_COLUMNS 512
/* Where a's terms lie next to each other, that many of a row are packed behind each other. */
#define RUN 16

#define UNROLL _Pragma("unroll")

/*
 * Packs [terms, columns] of b as panels of COLUMNS columns, each [terms, COLUMNS] and `panel` elements behind the last.
 * Columns beyond the edge become 0.
 */
DEVICE void pack_b(GLOBAL const OPERAND* b, int across, i64 leading, int terms, int columns, int panel,
                   GLOBAL float* panels) {
  if (!across) {
    for (int t = 0; t < terms; t++) {
      GLOBAL const OPERAND* from = b + t * leading;
      GLOBAL float* to = panels + t * COLUMNS;
      int column = 0;
      for (; column + COLUMNS <= columns; column += COLUMNS) {
        VECTOR_STORE(LOAD_OPERANDS(WIDTH, 0, from + column), 0, to);
        VECTOR_STORE(LOAD_OPERANDS(WIDTH, 1, from + column), 1, to);
        to += panel;
      }
      for (int j = 0; column < columns && j < COLUMNS; j++) {
        to[j] = column + j < columns ? NUMBER(from[column + j]) : 0.0f;
      }
    }
    return;
  }
  /* Four columns at a time, to the end of their panel. */
  for (int column = 0; column < columns || column % COLUMNS != 0; column += 4) {
    GLOBAL const OPERAND* from = b + column * leading;
    GLOBAL float* to = panels + column / COLUMNS * panel + column % COLUMNS;
    int t = 0;
    for (; column + 4 <= columns && t + 4 <= terms; t += 4) {
      float4 c0 = LOAD_VECTOR(4, 0, from + t);
      float4 c1 = LOAD_VECTOR(4, 0, from + leading + t);
      float4 c2 = LOAD_VECTOR(4, 0, from + 2 * leading + t);
      float4 c3 = LOAD_VECTOR(4, 0, from + 3 * leading + t);
      vstore4(FLOAT4(c0.x, c1.x, c2.x, c3.x), 0, to + t * COLUMNS);
      vstore4(FLOAT4(c0.y, c1.y, c2.y, c3.y), 0, to + (t + 1) * COLUMNS);
      vstore4(FLOAT4(c0.z, c1.z, c2.z, c3.z), 0, to + (t + 2) * COLUMNS);
      vstore4(FLOAT4(c0.w, c1.w, c2.w, c3.w), 0, to + (t + 3) * COLUMNS);
    }
    for (; t < terms; t++) {
      for (int j = 0; j < 4; j++) {
        to[t * COLUMNS + j] = column + j < columns ? NUMBER(from[j * leading + t]) : 0.0f;
      }
    }
  }
}

/*
 * Packs [rows, terms] of a. Where the terms lie next to each other as [terms / RUN, ROWS, RUN], else as [terms, ROWS]:
 * both without turning anything round. Rows beyond the edge become 0.
 */
DEVICE void pack_a(GLOBAL const OPERAND* a, int across, i64 leading, int rows, int terms, LOCAL float* packed) {
  if (!across) {
    for (int t = 0; t < terms; t++) {
      GLOBAL const OPERAND* from = a + t * leading;
      LOCAL float* to = packed + t * ROWS;
      if (rows == ROWS) {
        UNROLL for (int i = 0; i < ROWS; i++) {
          to[i] = NUMBER(from[i]);
        }
      } else {
        for (int i = 0; i < ROWS; i++) {
          to[i] = i < rows ? NUMBER(from[i]) : 0.0f;
        }
      }
    }
    return;
  }
  for (int t = 0; t < terms; t += RUN) {
    for (int i = 0; i < ROWS; i++) {
      GLOBAL const OPERAND* from = a + i * leading + t;
      LOCAL float* to = packed + t * ROWS + i * RUN;
      if (i < rows && t + RUN <= terms) {
        vstore16(LOAD_VECTOR(16, 0, from), 0, to);
      } else {
        for (int s = 0; s < RUN && t + s < terms; s++) {
          to[s] = i < rows ? NUMBER(from[s]) : 0.0f;
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

/* The same of rows that are packed either way, and as many columns of a panel. */
INLINE void multiply_tile(LOCAL const float* a, GLOBAL const float* b, int terms, int fresh, float* tile, int across,
                          int columns) {
  if (columns > WIDTH) {
    if (across) {
      multiply(a, b, terms, fresh, tile, RUN, 1, 2);
    } else {
      multiply(a, b, terms, fresh, tile, 1, ROWS, 2);
    }
  } else if (across) {
    multiply(a, b, terms, fresh, tile, RUN, 1, 1);
  } else {
    multiply(a, b, terms, fresh, tile, 1, ROWS, 1);
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

/* The reverse of load_tile. */
DEVICE void store_tile(const float* tile, int rows, int columns, GLOBAL float* sums, i64 leading) {
  for (int i = 0; i < rows; i++) {
    for (int j = 0; j < columns; j += WIDTH) {
      store_part(VECTOR_LOAD(0, tile + i * COLUMNS + j), sums + i * leading + j, columns - j);
    }
  }
}
