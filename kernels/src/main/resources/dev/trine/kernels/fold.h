/*
 * How the lanes of a generated kernel fold a row, on the vectors of map.h. The 16 parts of SumOrder lie in vectors of
 * WIDTH, one for each lane of a team; they meet in local memory, and every lane gets what they come to.
 */
#define PARTS 16
/* Lanes that share a row, and rows that a group of LANES takes at once. */
#define TEAM (PARTS / WIDTH)
#define TEAMS (LANES / TEAM)

#define NOTHING_SUM ((floats)(0.0f))
#define NOTHING_MAX ((floats)(-INFINITY))
#define NOTHING_MIN ((floats)(INFINITY))

/* Of vectors. */
#define COMBINE_SUM(a, b) ADD(a, b)
#define COMBINE_MAX(a, b) MAX(a, b)
#define COMBINE_MIN(a, b) MIN(a, b)

/* Of single numbers; see map.h. */
INLINE float single_SUM(float a, float b) {
  return a + b;
}

INLINE float single_MIN(float a, float b) {
  return as_float(as_int(a < b ? a : b) | as_int(b < a ? b : a));
}

INLINE float single_MAX(float a, float b) {
  int one = as_int(a > b ? a : b);
  int other = as_int(b > a ? b : a);
  return as_float((one & other) | ((one | other) & INT_MAX));
}

/* Neighbours that a lane of a team takes of the 1,024 blocks that a row may have; their 64 vectors make so many levels. */
#define RUN (1024 / TEAM)
#define LEVELS 7

#define nothing_SUM 0.0f
#define nothing_MAX (-INFINITY)
#define nothing_MIN INFINITY

#if TEAM == 1
#define MEETING(name) __local floats* name = 0
#define MEET(COMBINE, meeting, part) (part)
#define PAIR_UP(COMBINE, meeting, run) (run)
#else
#define MEETING(name) __local floats name[LANES]
#define MEET(COMBINE, meeting, part) meet_##COMBINE(meeting, part)
#define PAIR_UP(COMBINE, meeting, run) pair_up_##COMBINE(meeting, run)

/* The parts of a team, its vectors combined. All lanes of the group come here. */
#define MEET_BY(COMBINE) \
  INLINE floats meet_##COMBINE(__local floats* meeting, floats part) { \
    int lane = (int)get_local_id(0); \
    __local floats* team = meeting + lane / TEAM * TEAM; \
    meeting[lane] = part; \
    barrier(CLK_LOCAL_MEM_FENCE); \
    floats even = COMBINE_##COMBINE(team[0], team[2]); \
    floats odd = COMBINE_##COMBINE(team[1], team[3]); \
    barrier(CLK_LOCAL_MEM_FENCE); \
    return COMBINE_##COMBINE(even, odd); \
  } \
\
  /* The runs of a team, which follow each other, in adjacent pairs. All lanes of the group come here. */ \
  INLINE float pair_up_##COMBINE(__local floats* meeting, float run) { \
    int lane = (int)get_local_id(0); \
    __local floats* team = meeting + lane / TEAM * TEAM; \
    meeting[lane] = (floats)(run); \
    barrier(CLK_LOCAL_MEM_FENCE); \
    floats first = COMBINE_##COMBINE(team[0], team[1]); \
    floats second = COMBINE_##COMBINE(team[2], team[3]); \
    barrier(CLK_LOCAL_MEM_FENCE); \
    return COMBINE_##COMBINE(first, second).s0; \
  }

MEET_BY(SUM)
MEET_BY(MAX)
MEET_BY(MIN)
#endif

/* No swizzles: of a vector's undefined elements Oclgrind makes accesses out of bounds. */
#define FOLD_BY(COMBINE) \
  INLINE float fold_##COMBINE(__local floats* meeting, floats part) { \
    float parts[WIDTH]; \
    VECTOR(vstore)(MEET(COMBINE, meeting, part), 0, parts); \
    for (int span = WIDTH / 2; span > 0; span /= 2) { \
      for (int j = 0; j < span; j++) { \
        parts[j] = single_##COMBINE(parts[j], parts[j + span]); \
      } \
    } \
    return parts[0]; \
  } \
\
  /* The numbers of a vector, in adjacent pairs. */ \
  INLINE float pairs_##COMBINE(floats numbers) { \
    float parts[WIDTH]; \
    VECTOR(vstore)(numbers, 0, parts); \
    for (int span = 1; span < WIDTH; span *= 2) { \
      for (int j = 0; j < WIDTH; j += 2 * span) { \
        parts[j] = single_##COMBINE(parts[j], parts[j + span]); \
      } \
    } \
    return parts[0]; \
  }

FOLD_BY(SUM)
FOLD_BY(MAX)
FOLD_BY(MIN)
