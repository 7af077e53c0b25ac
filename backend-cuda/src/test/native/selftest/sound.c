/* Correct kernels, for the simulator's own test. */
#include "prelude.h"

KERNEL(64, 1, 1) void scale(IN(float, x), OUT(float, y), float factor, int n) {
  GLOBAL const float* source = AT(x);
  GLOBAL float* target = AT(y);
  for (i64 i = ITEM(0); i < n; i += ITEMS(0)) target[i] = factor * source[i];
}

KERNEL(64, 1, 1) void add_to(ALIASED_IN(float, x), IN(float, y), OUT(float, sum), int n) {
  for (i64 i = ITEM(0); i < n; i += ITEMS(0)) AT(sum)[i] = AT(x)[i] + AT(y)[i];
}

DEVICE float sum_of_lanes(LOCAL float* partial, int lane, int lanes) {
  for (int width = lanes / 2; width > 0; width /= 2) {
    if (lane < width) partial[lane] += partial[lane + width];
    BARRIER();
  }
  return partial[0];
}

/* One sum a group. */
KERNEL(128, 1, 1) void group_sums(IN(float, x), OUT(float, sums), int n) {
  LOCAL_ARRAY(float, partial, 128);
  GLOBAL const float* source = AT(x);
  float sum = 0.0f;
  for (i64 i = ITEM(0); i < n; i += ITEMS(0)) sum += source[i];
  partial[LANE(0)] = sum;
  BARRIER();
  sum = sum_of_lanes(partial, LANE(0), LANES(0));
  if (LANE(0) == 0) AT(sums)[GROUP(0)] = sum;
}

/* Writes where each item believes to be. */
KERNEL(4, 2, 3) void positions(OUT(int, out)) {
  i64 item = (ITEM(2) * ITEMS(1) + ITEM(1)) * ITEMS(0) + ITEM(0);
  AT(out)[item] = ((((GROUP(2) * 10 + GROUP(1)) * 10 + GROUP(0)) * 10 + LANE(2)) * 10 + LANE(1)) * 10 + LANE(0);
}

KERNEL(32, 1, 1) void wide_copy(IN(float, x), OUT(float, y), int quads) {
  for (i64 i = ITEM(0); i < quads; i += ITEMS(0)) {
    float4 quad = LOAD4(AT(x) + 4 * i);
    STORE4(AT(y) + 4 * i, FLOAT4(quad.w, quad.z, quad.y, quad.x));
  }
}

/* Every function of the dialect. */
KERNEL(1, 1, 1) void functions(OUT(float, out), OUT(u32, bits), float x, float zero) {
  GLOBAL float* r = AT(out);
  r[0] = FMA(x, x, 1.0f);
  r[1] = EXP(x);
  r[2] = LOG(x);
  r[3] = SQRT(x);
  r[4] = MAD(x, x, 1.0f);
  r[5] = EXPM1(x);
  r[6] = FABS(-x);
  r[7] = FMAX(x, 1.0f);
  r[8] = FMIN(x, 1.0f);
  r[9] = AS_FLOAT(AS_INT(x));
  r[10] = IS_FINITE(x) ? 1.0f : 0.0f;
  r[11] = IS_FINITE(x / zero) ? 1.0f : 0.0f;
  AT(bits)[0] = MULHI(0xD2511F53u, 0x80000001u);
  AT(bits)[1] = (u32)AS_INT(x);
  AT(bits)[2] = (u32)sizeof(i64) + (u32)sizeof(u64) + (u32)sizeof(u32) + (u32)sizeof(u16) + (u32)sizeof(u8);
}

/* A kernel made from a template, twice. */
#define MATMUL_NAME matmul_8
#define MATMUL_TILE 8
#include "matmul_template.h"

#define MATMUL_NAME matmul_16
#define MATMUL_TILE 16
#include "matmul_template.h"
