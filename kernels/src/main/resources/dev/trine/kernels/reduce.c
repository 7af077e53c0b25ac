/*
 * Sums over the middle axis of [outer, length, inner]. That axis is cut into chunks; each chunk's sum is an output of
 * its own, [outer, chunks, inner], and a second pass adds them up. The order of additions follows from the shape alone.
 */
#include "prelude.h"

/* The codes of Reduction.Kind. */
#define SUM 0
#define SUM_OF_SQUARES 1

#define GROUP_LANES 64

DEVICE float add_term(int kind, float sum, float x) {
  return kind == SUM_OF_SQUARES ? FMA(x, x, sum) : sum + x;
}

/*
 * A group computes `across` neighbouring outputs, a power of two; its GROUP_LANES / across lanes to each output take
 * turns along the axis and then add up their parts in a tree.
 */
KERNEL(64, 1, 1) void reduce(
    IN(float, in), OUT(float, out), int outer, int length, int inner, int chunks, int chunk, int across, int kind,
    float scale) {
  LOCAL_ARRAY(float, parts, GROUP_LANES);
  int lane = LANE(0);
  int down = GROUP_LANES / across;
  u32 outputs = (u32)outer * (u32)chunks * (u32)inner;
  for (u32 first = (u32)GROUP(0) * (u32)across; first < outputs; first += (u32)GROUPS(0) * (u32)across) {
    u32 output = first + (u32)(lane % across);
    float sum = 0.0f;
    if (output < outputs) {
      u32 row = output / (u32)inner;
      int begin = (int)(row % (u32)chunks) * chunk;
      int end = length - begin < chunk ? length : begin + chunk;
      GLOBAL const float* source = AT(in) + (i64)(row / (u32)chunks) * length * inner + output % (u32)inner;
      int l = begin + lane / across;
      /* Four sums at once keep four loads under way. */
      float s0 = 0.0f;
      float s1 = 0.0f;
      float s2 = 0.0f;
      float s3 = 0.0f;
      for (; l < end - 3 * down; l += 4 * down) {
        s0 = add_term(kind, s0, source[(i64)l * inner]);
        s1 = add_term(kind, s1, source[(i64)(l + down) * inner]);
        s2 = add_term(kind, s2, source[(i64)(l + 2 * down) * inner]);
        s3 = add_term(kind, s3, source[(i64)(l + 3 * down) * inner]);
      }
      for (; l < end; l += down) {
        s0 = add_term(kind, s0, source[(i64)l * inner]);
      }
      sum = (s0 + s1) + (s2 + s3);
    }
    parts[lane] = sum;
    BARRIER();
    for (int span = down / 2; span > 0; span /= 2) {
      if (lane < span * across) {
        parts[lane] += parts[lane + span * across];
      }
      BARRIER();
    }
    if (lane < across && output < outputs) {
      AT(out)[output] = scale * parts[lane];
    }
    BARRIER();
  }
}
