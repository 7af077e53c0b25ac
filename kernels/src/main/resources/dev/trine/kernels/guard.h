/*
 * What the kernels of updates have besides map.h. OpenCL C 1.2 only.
 */
#include "step_state.h"

/* By the bits, so that no option can assume the answer. */
#define FINITE(a) ((INTS(a) & 0x7F800000) != 0x7F800000)
/* The elements of a vector behind the first `length`. */
#define BEYOND(length) (NUMBERS >= (ints)(length))

/* As scatter_F32, of the elements for which `finite` is true. */
INLINE void scatter_finite(__global float* to, long stride, floats values, ints finite, int length) {
  float part[WIDTH];
  int stored[WIDTH];
  VECTOR(vstore)(values, 0, part);
  VECTOR(vstore)(finite, 0, stored);
  for (int j = 0; j < WIDTH; j++) {
    if (j < length && stored[j]) {
      to[j * stride] = part[j];
    }
  }
}
