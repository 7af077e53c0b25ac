/*
 * Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"), the same numbers as
 * dev.trine.backend.op.Philox: element i is word i mod 4 of the block with the counter (i/4, 0, step, stream) under
 * the key (seed low, seed high). Each lane computes whole blocks. Tensors have fewer than 2^31 elements here, so that
 * the high word of i/4 is 0.
 */
#include "prelude.h"
#include "quad.h"
#include "step_state.h"

DEVICE void philox(u32 block, u32 step, u32 stream, u32 seed_low, u32 seed_high, u32* words) {
  u32 c0 = block;
  u32 c1 = 0;
  u32 c2 = step;
  u32 c3 = stream;
  for (int round = 0; round < 10; round++) {
    u32 high0 = MULHI(0xD2511F53u, c0);
    u32 low0 = 0xD2511F53u * c0;
    u32 high1 = MULHI(0xCD9E8D57u, c2);
    u32 low1 = 0xCD9E8D57u * c2;
    c0 = high1 ^ c1 ^ seed_low;
    c1 = low1;
    c2 = high0 ^ c3 ^ seed_high;
    c3 = low0;
    seed_low += 0x9E3779B9u;
    seed_high += 0xBB67AE85u;
  }
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

KERNEL(64, 1, 1) void random_bits(
    IN(int, state), OUT(int, out), int n, int stream, int seed_low, int seed_high) {
  u32 step = (u32)AT(state)[STEP];
  for (u32 first = 4 * (u32)ITEM(0); first < (u32)n; first += 4 * (u32)ITEMS(0)) {
    u32 words[4];
    philox(first / 4, step, (u32)stream, (u32)seed_low, (u32)seed_high, words);
    int length = quad_length(first, (u32)n);
    for (int j = 0; j < 4; j++) {
      if (j < length) {
        AT(out)[first + (u32)j] = (int)words[j];
      }
    }
  }
}

/* 0 where the bits, unsigned, are below `threshold`, else in * scale. */
KERNEL(64, 1, 1) void dropout(
    IN(int, state), ALIASED_IN(float, in), OUT(float, out), int n, int wide, int stream, int seed_low, int seed_high,
    int threshold, float scale) {
  u32 step = (u32)AT(state)[STEP];
  u32 bound = (u32)threshold;
  for (u32 first = 4 * (u32)ITEM(0); first < (u32)n; first += 4 * (u32)ITEMS(0)) {
    int length = quad_length(first, (u32)n);
    float x[4];
    u32 words[4];
    load_quad(AT(in) + first, length, wide, x);
    philox(first / 4, step, (u32)stream, (u32)seed_low, (u32)seed_high, words);
    for (int j = 0; j < 4; j++) {
      x[j] = words[j] < bound ? 0.0f : scale * x[j];
    }
    store_quad(AT(out) + first, length, wide, x);
  }
}
