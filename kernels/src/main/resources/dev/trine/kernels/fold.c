/*
 * The last part of a fold of long rows: the blocks of each row, combined in adjacent pairs, level by level, one without a
 * partner going up as it is. That is the order in which SumOrder adds up blocks. What tiles of 2^k blocks come to are
 * levels of the same tree, so that a long row is combined in several launches.
 */
#include "prelude.h"

/* The codes of Rows.Combine. */
#define SUM 0
#define MAX 1
#define MIN 2

#define GROUP_LANES 64
/* Neighbouring partials that a lane combines by itself where there are many; a power of two. */
#define RUN 16

/* What changes nothing: no sum of a block is -0, since each starts from 0. */
DEVICE float nothing(int combine) {
  return combine == SUM ? 0.0f : AS_FLOAT(combine == MAX ? (int)0xff800000 : 0x7f800000);
}

/*
 * Both ways to choose give the same number but for two cases, where each gives another of the two. Zeros differ in their
 * signs, which are joined. A NaN stays one whatever is joined to the bits behind its sign.
 */
DEVICE float combined(int combine, float a, float b) {
  if (combine == SUM) {
    return a + b;
  }
  int one = AS_INT(combine == MAX ? (a > b ? a : b) : (a < b ? a : b));
  int other = AS_INT(combine == MAX ? (b > a ? b : a) : (b < a ? b : a));
  return AS_FLOAT(combine == MAX ? (one & other) | ((one | other) & 0x7fffffff) : one | other);
}

/*
 * Of [rows, count] partials to [rows, tiles]. A tile is combined by `width` lanes, a power of two, each of which takes
 * RUN neighbouring partials, or one where `run` is 1.
 */
KERNEL(64, 1, 1) void combine_blocks(
    IN(float, partials), OUT(float, out), int rows, int count, int tiles, int run, int width, int combine) {
  LOCAL_ARRAY(float, parts, GROUP_LANES);
  int lane = LANE(0);
  int member = lane % width;
  u32 outputs = (u32)rows * (u32)tiles;
  u32 at_once = (u32)(GROUP_LANES / width);
  for (u32 first = (u32)GROUP(0) * at_once; first < outputs; first += (u32)GROUPS(0) * at_once) {
    u32 output = first + (u32)(lane / width);
    float part = nothing(combine);
    if (output < outputs) {
      u32 row = output / (u32)tiles;
      u32 begin = (output % (u32)tiles * (u32)width + (u32)member) * (u32)run;
      GLOBAL const float* source = AT(partials) + (i64)row * count;
      if (run == 1) {
        part = begin < (u32)count ? source[begin] : part;
      } else {
        float values[RUN];
        for (int j = 0; j < RUN; j++) {
          values[j] = begin + (u32)j < (u32)count ? source[begin + (u32)j] : part;
        }
        for (int span = 1; span < RUN; span *= 2) {
          for (int j = 0; j < RUN; j += 2 * span) {
            values[j] = combined(combine, values[j], values[j + span]);
          }
        }
        part = values[0];
      }
    }
    parts[lane] = part;
    BARRIER();
    for (int span = 1; span < width; span *= 2) {
      if (member % (2 * span) == 0) {
        parts[lane] = combined(combine, parts[lane], parts[lane + span]);
      }
      BARRIER();
    }
    if (member == 0 && output < outputs) {
      AT(out)[output] = parts[lane];
    }
    BARRIER();
  }
}
