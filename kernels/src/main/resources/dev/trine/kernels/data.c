/*
 * Moving data about, of whatever type: words of 32 bits, where all tensors begin at a multiple of them, and then the
 * bytes that are left.
 */
#include "prelude.h"

KERNEL(64, 1, 1) void fill(OUT(u8, out), int words, int bytes, int word) {
  GLOBAL int* target = (GLOBAL int*)AT(out);
  GLOBAL u8* rest = AT(out) + 4 * (i64)words;
  for (u32 i = (u32)ITEM(0); i < (u32)words; i += (u32)ITEMS(0)) {
    target[i] = word;
  }
  for (u32 i = (u32)ITEM(0); i < (u32)bytes; i += (u32)ITEMS(0)) {
    rest[i] = (u8)(word >> 8 * (i & 3));
  }
}

KERNEL(64, 1, 1) void copy(IN(u8, in), OUT(u8, out), int words, int bytes) {
  GLOBAL const int* source = (GLOBAL const int*)AT(in);
  GLOBAL int* target = (GLOBAL int*)AT(out);
  GLOBAL const u8* source_rest = AT(in) + 4 * (i64)words;
  GLOBAL u8* target_rest = AT(out) + 4 * (i64)words;
  for (u32 i = (u32)ITEM(0); i < (u32)words; i += (u32)ITEMS(0)) {
    target[i] = source[i];
  }
  for (u32 i = (u32)ITEM(0); i < (u32)bytes; i += (u32)ITEMS(0)) {
    target_rest[i] = source_rest[i];
  }
}
