/* Moving data about, as 32-bit words of whatever type. */
#include "prelude.h"
#include "quad.h"

KERNEL(64, 1, 1) void fill(OUT(int, out), int n, int word) {
  GLOBAL int* target = AT(out);
  for (u32 i = (u32)ITEM(0); i < (u32)n; i += (u32)ITEMS(0)) {
    target[i] = word;
  }
}

/* Whatever the words are, they go by as floats: only loaded and stored, which changes no bit. */
KERNEL(64, 1, 1) void copy(IN(float, in), OUT(float, out), int n, int wide) {
  GLOBAL const float* source = AT(in);
  GLOBAL float* target = AT(out);
  for (u32 i = 4 * (u32)ITEM(0); i < (u32)n; i += 4 * (u32)ITEMS(0)) {
    int length = quad_length(i, (u32)n);
    float quad[4];
    load_quad(source + i, length, wide, quad);
    store_quad(target + i, length, wide, quad);
  }
}
