/* What only measures a device. */
#include "prelude.h"
#include "quad.h"

#ifdef DIALECT_HOST
#define UNROLL
#else
#define UNROLL _Pragma("unroll")
#endif

/* The steps of a round: enough for the loop's own instructions not to matter. */
#define STEPS 32

/* rounds * STEPS times x = factor * x + addend. The four of a quad hide each other's latency; more lanes hide the rest. */
KERNEL(64, 1, 1) void multiply_add(ALIASED_IN(float, in), OUT(float, out), int n, int wide, int rounds, float factor,
                                   float addend) {
  GLOBAL const float* source = AT(in);
  GLOBAL float* target = AT(out);
  for (u32 i = 4 * (u32)ITEM(0); i < (u32)n; i += 4 * (u32)ITEMS(0)) {
    int length = quad_length(i, (u32)n);
    float x[4];
    load_quad(source + i, length, wide, x);
    for (int round = 0; round < rounds; round++) {
      UNROLL for (int step = 0; step < STEPS; step++) {
        UNROLL for (int j = 0; j < 4; j++) {
          x[j] = FMA(factor, x[j], addend);
        }
      }
    }
    store_quad(target + i, length, wide, x);
  }
}
