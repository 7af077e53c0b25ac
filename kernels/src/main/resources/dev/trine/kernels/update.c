/*
 * Whether a step of training counts, which is decided before its updates. Those are generated; nothing there changes a
 * target while the step is not healthy. An update marks a step that it would have made infinite as overflowed; that the
 * step is no longer healthy only the next commit says, so that all lanes of all updates see it alike.
 */
#include "prelude.h"
#include "pairs.h"
#include "step_state.h"

#define GROUP_LANES 64
/* Of UpdateOps. */
#define MOST_MEASURES 64
/* Tiles that a long sum may have: a run of each lane. */
#define TILES (GROUP_LANES * RUN)

/* Of SumOrder. */
#define PARTS 16
#define BLOCK 1024
#define BLOCKS_AT_ONCE (GROUP_LANES / PARTS)

/* So many lanes, a power of two, take a run each of so many numbers, or all that there are of the first of them. */
DEVICE int lanes_of(u32 count) {
  int lanes = 1;
  while (lanes < GROUP_LANES && (u32)(lanes * RUN) < count) {
    lanes *= 2;
  }
  return lanes;
}

/* The sum of some tiles. All lanes come here, once the tiles are there, and get it. */
DEVICE float sum_of_tiles(LOCAL const float* tiles, u32 count, LOCAL float* parts) {
  u32 first = (u32)LANE(0) * RUN;
  float run[RUN];
  for (int j = 0; j < RUN; j++) {
    run[j] = first + (u32)j < count ? tiles[first + (u32)j] : 0.0f;
  }
  parts[LANE(0)] = combine_run(SUM, run);
  combine_parts(SUM, parts, lanes_of(count));
  float sum = parts[0];
  BARRIER();
  return sum;
}

/* The sum of what blocks came to. All lanes come here and get it. */
DEVICE float sum_of_blocks(GLOBAL const float* blocks, u32 count, LOCAL float* parts, LOCAL float* tiles) {
  u32 in_tile = GROUP_LANES * RUN;
  u32 tile = 0;
  for (u32 first = 0; first < count; first += in_tile, tile++) {
    parts[LANE(0)] = combined_run(SUM, blocks, first + (u32)LANE(0) * RUN, count);
    combine_parts(SUM, parts, lanes_of(count - first));
    if (LANE(0) == 0) {
      tiles[tile] = parts[0];
    }
    BARRIER();
  }
  return sum_of_tiles(tiles, tile, parts);
}

/* The sum of a row, of which each PARTS lanes take a block. All lanes come here and get it. */
DEVICE float sum_of_row(GLOBAL const float* row, u32 length, LOCAL float* parts, LOCAL float* tiles) {
  int lane = LANE(0);
  int member = lane % PARTS;
  u32 blocks = (length + BLOCK - 1) / BLOCK;
  for (u32 first = 0; first < blocks; first += BLOCKS_AT_ONCE) {
    u32 block = first + (u32)(lane / PARTS);
    u32 start = block * BLOCK;
    u32 stop = start + BLOCK < length ? start + BLOCK : length;
    float part = 0.0f;
    for (u32 i = start + (u32)member; i < stop; i += PARTS * RUN) {
      /* All loads first, which then overlap. */
      float run[RUN];
      for (int j = 0; j < RUN; j++) {
        u32 place = i + (u32)j * PARTS;
        run[j] = place < stop ? row[place] : 0.0f;
      }
      for (int j = 0; j < RUN; j++) {
        part += run[j];
      }
    }
    parts[lane] = part;
    BARRIER();
    for (int span = PARTS / 2; span > 0; span /= 2) {
      if (member < span) {
        parts[lane] += parts[lane + span];
      }
      BARRIER();
    }
    if (member == 0 && block < blocks) {
      tiles[block] = parts[lane];
    }
    BARRIER();
  }
  return sum_of_tiles(tiles, blocks, parts);
}

/*
 * One group. Of the gradients come the sums of the squares of their blocks, at most TILES * TILES; measures are
 * [count, examples], at most TILES * BLOCK of these. Their sums are kept if they are wanted, and that of all squares always; totals are
 * [2, count], and what each lost by rounding.
 */
KERNEL(64, 1, 1) void commit(
    IN(float, blocks_of_squares), IN(float, measures), OUT(float, sums), OUT(float, squares), OUT(float, totals),
    OUT(int, state), int blocks, int count, int examples, int kept) {
  LOCAL_ARRAY(float, parts, GROUP_LANES);
  LOCAL_ARRAY(float, tiles, TILES);
  LOCAL_ARRAY(float, found, MOST_MEASURES);
  LOCAL_ARRAY(int, decision, 1);
  int lane = LANE(0);
  float of_gradients = sum_of_blocks(AT(blocks_of_squares), (u32)blocks, parts, tiles);
  int finite = IS_FINITE(of_gradients);
  for (int measure = 0; measure < count; measure++) {
    float sum = sum_of_row(AT(measures) + (i64)measure * examples, (u32)examples, parts, tiles);
    finite = finite && IS_FINITE(sum);
    if (lane == 0) {
      found[measure] = sum;
    }
  }
  /* One lane alone looks at the state and changes it. */
  if (lane == 0) {
    AT(squares)[0] = of_gradients;
    int skips = AT(state)[SKIPS] != 0;
    int overflowed = AT(state)[OVERFLOWED] != 0;
    int sound = AT(state)[HEALTHY] != 0 && !overflowed;
    int counts = finite && (skips || sound);
    AT(state)[HEALTHY] = counts;
    AT(state)[STEP] += counts;
    if (skips) {
      AT(state)[SKIPPED] += overflowed + !finite;
      AT(state)[OVERFLOWED] = 0;
    }
    decision[0] = counts;
  }
  BARRIER();
  if (lane < count) {
    float sum = found[lane];
    if (kept) {
      AT(sums)[lane] = sum;
    }
    if (decision[0]) {
      float before = AT(totals)[lane];
      float total = before + sum;
      float added = total - before;
      AT(totals)[lane] = total;
      AT(totals)[count + lane] += (before - (total - added)) + (sum - added);
    }
  }
}
