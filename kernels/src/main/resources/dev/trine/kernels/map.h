/*
 * What the kernels of mappings are written in, which OpenClMapRenderer renders: a line for each operation, on vectors of
 * WIDTH neighbouring elements. OpenCL C 1.2 only.
 */
#include "vector_operations.h"

/* The number of an element in its vector. */
#if WIDTH == 4
#define NUMBERS ((ints)(0, 1, 2, 3))
#else
#define NUMBERS ((ints)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
#endif

/* --------------------------------------------------------------------------------------------------------- storage */

/*
 * A vector in memory. What `wide` promises, that every dense tensor lies at a multiple of a whole vector, is worth something
 * to GPUs, which take four elements at a time. CPUs take a vector from anywhere; by vstore some do so in several parts.
 */
#if WIDTH == 4
#define IS_WIDE wide
#define PLACED
#else
#define IS_WIDE 1
#define PLACED __attribute__((packed))
#endif

/*
 * How elements of a type are stored: as TYPE, and what they are computed as; DECODE and ENCODE convert vectors.
 *   load, store      some neighbouring elements; those behind `length` are read as 0
 *   gather, scatter  elements a stride apart, which mostly is 1 or 0
 */
#define STORED(NAME, TYPE, VALUES, DECODE, ENCODE) \
  typedef TYPE NAME; \
  typedef struct PLACED { \
    VECTOR(TYPE) all; \
  } NAME##_vector; \
  INLINE VALUES load_##NAME(__global const TYPE* from, int length, int wide) { \
    if (length == WIDTH) { \
      return DECODE(IS_WIDE ? ((__global const NAME##_vector*)from)->all : VECTOR(vload)(0, from)); \
    } \
    TYPE part[WIDTH]; \
    for (int j = 0; j < WIDTH; j++) { \
      part[j] = j < length ? from[j] : 0; \
    } \
    return DECODE(VECTOR(vload)(0, part)); \
  } \
  INLINE void store_##NAME(__global TYPE* to, VALUES values, int length, int wide) { \
    if (length == WIDTH) { \
      if (IS_WIDE) { \
        ((__global NAME##_vector*)to)->all = ENCODE(values); \
      } else { \
        VECTOR(vstore)(ENCODE(values), 0, to); \
      } \
      return; \
    } \
    TYPE part[WIDTH]; \
    VECTOR(vstore)(ENCODE(values), 0, part); \
    for (int j = 0; j < WIDTH; j++) { \
      if (j < length) { \
        to[j] = part[j]; \
      } \
    } \
  } \
  INLINE VALUES gather_##NAME(__global const TYPE* from, long stride, int length) { \
    if (stride == 1) { \
      return load_##NAME(from, length, 0); \
    } \
    if (stride == 0) { \
      return DECODE((VECTOR(TYPE))(*from)); \
    } \
    TYPE part[WIDTH]; \
    for (int j = 0; j < WIDTH; j++) { \
      part[j] = j < length ? from[j * stride] : 0; \
    } \
    return DECODE(VECTOR(vload)(0, part)); \
  } \
  INLINE void scatter_##NAME(__global TYPE* to, long stride, VALUES values, int length) { \
    if (stride == 1) { \
      store_##NAME(to, values, length, 0); \
      return; \
    } \
    TYPE part[WIDTH]; \
    VECTOR(vstore)(ENCODE(values), 0, part); \
    for (int j = 0; j < WIDTH; j++) { \
      if (j < length) { \
        to[j * stride] = part[j]; \
      } \
    } \
  }

#define AS_IT_IS(v) (v)

STORED(F32, float, floats, AS_IT_IS, AS_IT_IS)
STORED(I32, int, ints, AS_IT_IS, AS_IT_IS)

#define FROM_BF16(v) VECTOR(as_float)(VECTOR(convert_uint)(v) << 16)

/* To the nearest, of two to the even one. NaN stays one whatever was in its lower half. */
INLINE VECTOR(ushort) TO_BF16(floats a) {
  VECTOR(uint) bits = UINTS(a);
  VECTOR(uint) rounded = (bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16;
  return VECTOR(convert_ushort)(a == a ? rounded : (VECTOR(uint))(0x7FC0u));
}

#define FROM_U8(v) VECTOR(convert_int)(v)
#define TO_U8(v) VECTOR(convert_uchar)(v & 255)

STORED(BF16, ushort, floats, FROM_BF16, TO_BF16)
STORED(U8, uchar, ints, FROM_U8, TO_U8)
