/*
 * Rows by their numbers. To add rows to others, the indices are sorted first, each with its position: by the ranks of a
 * few, by digits of many, the lowest first. Both are stable, so that the updates of a row stay in their order, and how
 * the work is cut leaves no trace in the result. The order of additions is that of ScatterOrder.
 */
#include "prelude.h"
#include "quad.h"

#define GROUP_LANES 64
/* Values of a digit, six bits of a key; a lane for each. */
#define DIGITS 64
/* The counters of a digit's lanes lie side by side; one word more keeps those of a lane in different banks. */
#define COUNTERS (GROUP_LANES + 1)
/* Updates of a run: ScatterOrder.RUN. */
#define RUN 128

/* What an index is sorted by: its row, or what is behind all rows if it names none. A key is its own key. */
DEVICE u32 key_of(int index, int rows) { return (u32)index < (u32)rows ? (u32)index : (u32)rows; }

/* Rows as `units` of so many bytes, 16, 4, 2 or 1; `missing` is the word that those which are not there consist of. */
KERNEL(64, 1, 1) void gather(
    IN(u8, table), IN(int, indices), OUT(u8, out), int rows, int count, int units, int bytes, int missing) {
  u32 items = (u32)count * (u32)units;
  for (u32 item = (u32)ITEM(0); item < items; item += (u32)ITEMS(0)) {
    u32 row = key_of(AT(indices)[item / (u32)units], rows);
    int found = row < (u32)rows;
    GLOBAL const u8* source = AT(table) + ((i64)(found ? row : 0) * units + item % (u32)units) * bytes;
    GLOBAL u8* target = AT(out) + (i64)item * bytes;
    if (bytes == 16) {
      float word = AS_FLOAT(missing);
      STORE4(target, found ? LOAD4(source) : FLOAT4(word, word, word, word));
    } else if (bytes == 4) {
      *(GLOBAL int*)target = found ? *(GLOBAL const int*)source : missing;
    } else if (bytes == 2) {
      *(GLOBAL u16*)target = found ? *(GLOBAL const u16*)source : (u16)missing;
    } else {
      *target = found ? *source : (u8)missing;
    }
  }
}

/* Puts each index behind those of lower rows and, of the same row, those before it. */
KERNEL(64, 1, 1) void rank_indices(
    IN(int, indices), OUT(int, sorted_keys), OUT(int, sorted_positions), int count, int rows) {
  for (u32 i = (u32)ITEM(0); i < (u32)count; i += (u32)ITEMS(0)) {
    u32 key = key_of(AT(indices)[i], rows);
    u32 rank = 0;
    for (u32 j = 0; j < (u32)count; j++) {
      u32 other = key_of(AT(indices)[j], rows);
      rank += other < key || (other == key && j < i) ? 1u : 0u;
    }
    AT(sorted_keys)[rank] = (int)key;
    AT(sorted_positions)[rank] = (int)i;
  }
}

#define DIGIT(key, shift) ((int)((key) >> (shift) & (DIGITS - 1)))

/* Counts the digits of the keys that a lane has of a tile, those from begin to end. */
DEVICE void count_run(
    LOCAL int* counters, int lane, GLOBAL const int* keys, u32 begin, u32 end, int rows, int shift) {
  for (int digit = 0; digit < DIGITS; digit++) {
    counters[digit * COUNTERS + lane] = 0;
  }
  for (u32 i = begin; i < end; i++) {
    counters[DIGIT(key_of(keys[i], rows), shift) * COUNTERS + lane]++;
  }
}

/* How often each tile, of `tile` keys, a multiple of the lanes, has each digit: [tiles, DIGITS]. */
KERNEL(64, 1, 1) void count_digits(
    IN(int, keys), OUT(int, counts), int count, int rows, int shift, int tile, int tiles) {
  LOCAL_ARRAY(int, counters, DIGITS * COUNTERS);
  int lane = LANE(0);
  u32 run = (u32)tile / GROUP_LANES;
  for (u32 t = (u32)GROUP(0); t < (u32)tiles; t += (u32)GROUPS(0)) {
    u32 begin = t * (u32)tile + (u32)lane * run;
    u32 end = begin + run < (u32)count ? begin + run : (u32)count;
    count_run(counters, lane, AT(keys), begin, end, rows, shift);
    BARRIER();
    int sum = 0;
    for (int l = 0; l < GROUP_LANES; l++) {
      sum += counters[lane * COUNTERS + l];
    }
    AT(counts)[t * DIGITS + (u32)lane] = sum;
    BARRIER();
  }
}

/*
 * Puts each key behind those of lower digits and, of the same digit, those before it. What is numbered has positions of
 * its own; in the first pass they are the keys'.
 */
KERNEL(64, 1, 1) void sort_digit(
    IN(int, keys), IN(int, positions), IN(int, counts), OUT(int, sorted_keys), OUT(int, sorted_positions), int count,
    int rows, int shift, int tile, int tiles, int numbered) {
  LOCAL_ARRAY(int, counters, DIGITS * COUNTERS);
  LOCAL_ARRAY(int, totals, DIGITS);
  int lane = LANE(0);
  u32 run = (u32)tile / GROUP_LANES;
  for (u32 t = (u32)GROUP(0); t < (u32)tiles; t += (u32)GROUPS(0)) {
    u32 begin = t * (u32)tile + (u32)lane * run;
    u32 end = begin + run < (u32)count ? begin + run : (u32)count;
    count_run(counters, lane, AT(keys), begin, end, rows, shift);
    /* A lane has the digit of its number: how often it is in the tiles before, and in all. */
    int place = 0;
    int total = 0;
    for (u32 other = 0; other < (u32)tiles; other++) {
      int there = AT(counts)[other * DIGITS + (u32)lane];
      total += there;
      place += other < t ? there : 0;
    }
    totals[lane] = total;
    BARRIER();
    for (int digit = 0; digit < DIGITS; digit++) {
      place += digit < lane ? totals[digit] : 0;
    }
    for (int l = 0; l < GROUP_LANES; l++) {
      int here = counters[lane * COUNTERS + l];
      counters[lane * COUNTERS + l] = place;
      place += here;
    }
    BARRIER();
    for (u32 i = begin; i < end; i++) {
      u32 key = key_of(AT(keys)[i], rows);
      int to = counters[DIGIT(key, shift) * COUNTERS + lane]++;
      AT(sorted_keys)[to] = (int)key;
      AT(sorted_positions)[to] = numbered ? AT(positions)[i] : (int)i;
    }
    BARRIER();
  }
}

/* Where in the sorted keys each row begins, and behind the last one what names none: [rows + 1]. */
KERNEL(64, 1, 1) void find_rows(IN(int, sorted_keys), OUT(int, starts), int count, int rows) {
  for (u32 row = (u32)ITEM(0); row <= (u32)rows; row += (u32)ITEMS(0)) {
    u32 low = 0;
    u32 high = (u32)count;
    while (low < high) {
      u32 middle = (low + high) / 2;
      if ((u32)AT(sorted_keys)[middle] < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    AT(starts)[row] = (int)low;
  }
}

/* The sum of a quad of columns of the updates at so many positions, one after the other from 0. */
DEVICE void add_run(
    GLOBAL const float* updates, int width, GLOBAL const int* positions, int length, int columns, int wide, float* sum) {
  for (int j = 0; j < 4; j++) {
    sum[j] = 0.0f;
  }
  for (int i = 0; i < length; i++) {
    float update[4];
    load_quad(updates + (i64)positions[i] * width, columns, wide, update);
    for (int j = 0; j < 4; j++) {
      sum[j] += update[j];
    }
  }
}

DEVICE int run_length(int begin, int end) { return end - begin < RUN ? end - begin : RUN; }

/*
 * The sums of those runs that are not the first of their rows, shared out. Of those no two begin in the same RUN sorted
 * places, as before each lie RUN places of its row: [ceil(count / RUN), width], where none begins undefined.
 */
KERNEL(64, 1, 1) void add_runs(
    IN(int, sorted_keys), IN(int, sorted_positions), IN(int, starts), IN(float, updates), OUT(float, runs), int count,
    int rows, int width, int wide) {
  u32 quads = ((u32)width + 3) / 4;
  u32 items = ((u32)count + RUN - 1) / RUN * quads;
  for (u32 item = (u32)ITEM(0); item < items; item += (u32)ITEMS(0)) {
    int place = (int)(item / quads) * RUN;
    u32 column = item % quads * 4;
    int row = AT(sorted_keys)[place];
    if (row < rows) {
      int start = AT(starts)[row];
      int end = AT(starts)[row + 1];
      int begin = start + (place - start + RUN - 1) / RUN * RUN;
      if (begin > start && begin < end) {
        int columns = quad_length(column, (u32)width);
        float sum[4];
        add_run(
            AT(updates) + column, width, AT(sorted_positions) + begin, run_length(begin, end), columns, wide, sum);
        store_quad(AT(runs) + (i64)(place / RUN) * width + column, columns, wide, sum);
      }
    }
  }
}

/* The sum of each row's updates: of its first run and of the others, which are there already if they were shared out. */
KERNEL(64, 1, 1) void scatter_add(
    IN(int, sorted_positions), IN(int, starts), IN(float, updates), IN(float, runs), OUT(float, out), int rows,
    int width, int wide, int shared) {
  u32 quads = ((u32)width + 3) / 4;
  u32 items = (u32)rows * quads;
  for (u32 item = (u32)ITEM(0); item < items; item += (u32)ITEMS(0)) {
    u32 row = item / quads;
    u32 column = item % quads * 4;
    int columns = quad_length(column, (u32)width);
    int begin = AT(starts)[row];
    int end = AT(starts)[row + 1];
    GLOBAL const float* source = AT(updates) + column;
    float sum[4];
    add_run(source, width, AT(sorted_positions) + begin, run_length(begin, end), columns, wide, sum);
    for (begin += RUN; begin < end; begin += RUN) {
      float run[4];
      if (shared) {
        load_quad(AT(runs) + (i64)(begin / RUN) * width + column, columns, wide, run);
      } else {
        add_run(source, width, AT(sorted_positions) + begin, run_length(begin, end), columns, wide, run);
      }
      for (int j = 0; j < 4; j++) {
        sum[j] += run[j];
      }
    }
    store_quad(AT(out) + (i64)row * width + column, columns, wide, sum);
  }
}
