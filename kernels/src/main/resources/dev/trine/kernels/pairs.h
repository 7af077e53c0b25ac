/*
 * Numbers combined in adjacent pairs, level by level, one without a partner going up as it is: the order in which SumOrder
 * adds up the blocks of a row. What tiles of 2^k numbers come to are a level of the same tree.
 */

/* The codes of Rows.Combine. */
#define SUM 0
#define MAX 1
#define MIN 2

/* Neighbours that a lane combines by itself where there are many; a power of two. */
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

/* What the numbers of a run come to, which are overwritten. */
DEVICE float combine_run(int combine, float* run) {
  for (int span = 1; span < RUN; span *= 2) {
    for (int j = 0; j < RUN; j += 2 * span) {
      run[j] = combined(combine, run[j], run[j + span]);
    }
  }
  return run[0];
}

/* What the run that begins at `begin` comes to, as far as there are so many numbers. */
DEVICE float combined_run(int combine, GLOBAL const float* numbers, u32 begin, u32 count) {
  float run[RUN];
  for (int j = 0; j < RUN; j++) {
    run[j] = begin + (u32)j < count ? numbers[begin + (u32)j] : nothing(combine);
  }
  return combine_run(combine, run);
}

/*
 * Leaves in the first of each `width` parts, a power of two, what they come to; the others are overwritten. A lane of the
 * group brings each part. All come here.
 */
DEVICE void combine_parts(int combine, LOCAL float* parts, int width) {
  int lane = LANE(0);
  int member = lane % width;
  BARRIER();
  for (int span = 1; span < width; span *= 2) {
    if (member % (2 * span) == 0) {
      parts[lane] = combined(combine, parts[lane], parts[lane + span]);
    }
    BARRIER();
  }
}
