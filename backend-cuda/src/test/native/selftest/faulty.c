/* Kernels with one planted fault each, which the simulator has to find. */
#include "prelude.h"

KERNEL(64, 1, 1) void reads_behind(IN(float, x), OUT(float, y), int n) {
  AT(y)[ITEM(0)] = AT(x)[ITEM(0) + n];
}

KERNEL(64, 1, 1) void writes_just_behind(OUT(float, y), int n) {
  if (ITEM(0) == 0) AT(y)[n] = 1.0f;
}

KERNEL(64, 1, 1) void writes_just_before(OUT(float, y)) {
  if (ITEM(0) == 0) AT(y)[-1] = 1.0f;
}

KERNEL(64, 1, 1) void barrier_in_branch(OUT(float, y)) {
  if (LANE(0) < 40) BARRIER();
  AT(y)[ITEM(0)] = 1.0f;
}

KERNEL(64, 1, 1) void two_barriers(OUT(float, y)) {
  if (LANE(0) < 40) {
    BARRIER();
  } else {
    BARRIER();
  }
  AT(y)[ITEM(0)] = 1.0f;
}

/* Reads the neighbour's value without waiting for it. */
KERNEL(64, 1, 1) void missing_barrier(OUT(float, y)) {
  LOCAL_ARRAY(float, tile, 64);
  tile[LANE(0)] = (float)LANE(0);
  AT(y)[ITEM(0)] = tile[63 - LANE(0)];
}

/* Every group adds to what the group before it left. */
KERNEL(1, 1, 1) void chain_of_groups(OUT(float, y)) {
  AT(y)[GROUP(0)] = GROUP(0) == 0 ? 0.0f : AT(y)[GROUP(0) - 1] + 1.0f;
}

KERNEL(64, 1, 1) void reads_fresh_local_memory(OUT(float, y)) {
  LOCAL_ARRAY(float, tile, 64);
  if (LANE(0) < 32) tile[LANE(0)] = 1.0f;
  BARRIER();
  AT(y)[ITEM(0)] = tile[LANE(0)];
}

KERNEL(64, 1, 1) void local_index(OUT(float, y)) {
  LOCAL_ARRAY(float, tile, 64);
  tile[LANE(0) + 1] = 1.0f;
  AT(y)[ITEM(0)] = tile[0];
}

DEVICE void write_behind(LOCAL float* tile) { tile[64] = 1.0f; }

KERNEL(64, 1, 1) void local_pointer(OUT(float, y)) {
  LOCAL_ARRAY(float, tile, 64);
  tile[LANE(0)] = 1.0f;
  BARRIER();
  if (LANE(0) == 0) write_behind(tile);
  AT(y)[ITEM(0)] = tile[0];
}

KERNEL(64, 1, 1) void too_much_local_memory(OUT(float, y)) {
  LOCAL_ARRAY(float, tile, 16384);
  tile[LANE(0)] = 1.0f;
  AT(y)[ITEM(0)] = tile[0];
}

KERNEL(32, 1, 1) void misaligned(IN(float, x), OUT(float, y)) {
  float4 quad = LOAD4(AT(x) + 1);
  AT(y)[ITEM(0)] = quad.x;
}

KERNEL(32, 1, 1) void private_index(OUT(float, y), int n) {
  float values[4] = {1.0f, 2.0f, 3.0f, 4.0f};
  AT(y)[ITEM(0)] = values[n];
}

KERNEL(32, 1, 1) void index_overflow(OUT(float, y), int n) {
  int index = n * 65536;
  AT(y)[index & 31] = 1.0f;
}

KERNEL(32, 1, 1) void divides_by_zero(OUT(float, y), int n) {
  AT(y)[ITEM(0)] = (float)(7 / n);
}

DEVICE int deep(int n) {
  int values[512];
  for (int i = 0; i < 512; i++) values[i] = n + i;
  return n == 0 ? values[3] : deep(n - 1) + values[n & 511];
}

KERNEL(1, 1, 1) void stack_overflow(OUT(int, y), int n) {
  AT(y)[0] = deep(n);
}
