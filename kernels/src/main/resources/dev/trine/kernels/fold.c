/*
 * The last part of a fold of long rows: the blocks of each row, combined in adjacent pairs, in as many launches as there
 * are levels of tiles.
 */
#include "prelude.h"
#include "pairs.h"

#define GROUP_LANES 64

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
        part = combined_run(combine, source, begin, (u32)count);
      }
    }
    parts[lane] = part;
    combine_parts(combine, parts, width);
    if (member == 0 && output < outputs) {
      AT(out)[output] = parts[lane];
    }
    BARRIER();
  }
}
