/* Moving data about, as 32-bit words of whatever type. */
#include "prelude.h"

KERNEL(64, 1, 1) void fill(OUT(int, out), int n, int word) {
  GLOBAL int* target = AT(out);
  for (u32 i = (u32)ITEM(0); i < (u32)n; i += (u32)ITEMS(0)) {
    target[i] = word;
  }
}

KERNEL(64, 1, 1) void copy(IN(int, in), OUT(int, out), int n) {
  GLOBAL const int* source = AT(in);
  GLOBAL int* target = AT(out);
  for (u32 i = (u32)ITEM(0); i < (u32)n; i += (u32)ITEMS(0)) {
    target[i] = source[i];
  }
}
