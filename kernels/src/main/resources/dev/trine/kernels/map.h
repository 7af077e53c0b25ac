/*
 * What the kernels of mappings are written in, which OpenClMapRenderer renders: a line for each operation, on vectors of
 * WIDTH neighbouring elements. OpenCL C 1.2 only.
 *
 * The operations are those of dev.trine.expression.Operator, under their names, and give its bits.
 */
#pragma OPENCL FP_CONTRACT OFF

#define INLINE __attribute__((always_inline))

#define JOIN(a, b) a##b
#define JOIN_EXPANDED(a, b) JOIN(a, b)
/* A type, or a function named by one, of WIDTH elements. */
#define VECTOR(name) JOIN_EXPANDED(name, WIDTH)

typedef VECTOR(float) floats;
typedef VECTOR(int) ints;
/* The number of an element in its vector. */
#if WIDTH == 4
#define NUMBERS ((ints)(0, 1, 2, 3))
#else
#define NUMBERS ((ints)(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15))
#endif

#define FLOATS(v) VECTOR(as_float)(v)
#define INTS(v) VECTOR(as_int)(v)
/* What wraps around is computed on these: overflow of a signed integer has no meaning in C. */
#define UINTS(v) VECTOR(as_uint)(v)

/* ------------------------------------------------------------------------------------------------------ operations */

#define ADD(a, b) (a + b)
#define SUBTRACT(a, b) (a - b)
#define MULTIPLY(a, b) (a * b)
#define FMA(a, b, c) fma(a, b, c)
#define DIVIDE(a, b) (a / b)
#define SQRT(a) sqrt(a)
#define NEGATE(a) FLOATS(INTS(a) ^ INT_MIN)
#define ABS(a) FLOATS(INTS(a) & INT_MAX)
#define FLOOR(a) floor(a)

/* Not rint, which some libraries for CPUs make of twice as many instructions. The sum has no room for a fraction. */
INLINE floats ROUND(floats a) {
  floats size = ABS(a);
  floats whole = FLOATS(INTS(size + 0x1p23f - 0x1p23f) | (INTS(a) & INT_MIN));
  return size < 0x1p23f ? whole : a;
}

/*
 * Both ways to choose give the same number but for two cases, where each gives another of the two. Zeros differ in their
 * signs, which are joined. A NaN stays one whatever is joined to the bits behind its sign.
 */
INLINE floats MIN(floats a, floats b) {
  return FLOATS(INTS(a < b ? a : b) | INTS(b < a ? b : a));
}

INLINE floats MAX(floats a, floats b) {
  ints one = INTS(a > b ? a : b);
  ints other = INTS(b > a ? b : a);
  return FLOATS((one & other) | ((one | other) & INT_MAX));
}

#define LESS(a, b) (a < b)
#define LESS_OR_EQUAL(a, b) (a <= b)
#define EQUAL(a, b) (a == b)
#define SELECT(a, b, c) (a ? b : c)

/* OpenCL's own saturating conversion need not give 0 for NaN. What conversion makes of too large a number is not used. */
INLINE ints TO_INT(floats a) {
  ints whole = VECTOR(convert_int)(a > -0x1p31f ? a : -0x1p31f);
  whole = a < 0x1p31f ? whole : INT_MAX;
  return a == a ? whole : 0;
}

#define TO_FLOAT(a) VECTOR(convert_float)(a)
#define BITS(a) INTS(a)
#define FROM_BITS(a) FLOATS(a)

#define INT_ADD(a, b) INTS(UINTS(a) + UINTS(b))
#define INT_SUBTRACT(a, b) INTS(UINTS(a) - UINTS(b))
#define INT_MULTIPLY(a, b) INTS(UINTS(a) * UINTS(b))
#define INT_MULTIPLY_HIGH(a, b) INTS(mul_hi(UINTS(a), UINTS(b)))
#define INT_AND(a, b) (a & b)
#define INT_OR(a, b) (a | b)
#define INT_XOR(a, b) (a ^ b)
#define INT_SHIFT_LEFT(a, b) INTS(UINTS(a) << UINTS(b))
#define INT_SHIFT_RIGHT(a, b) (a >> b)
#define INT_SHIFT_RIGHT_UNSIGNED(a, b) INTS(UINTS(a) >> UINTS(b))
#define INT_LESS(a, b) (a < b)
#define INT_LESS_UNSIGNED(a, b) (UINTS(a) < UINTS(b))
#define INT_EQUAL(a, b) (a == b)
#define INT_SELECT(a, b, c) (a ? b : c)

/* --------------------------------------------------------------------------------------------------------- storage */

/*
 * What `wide` promises, that every dense tensor lies at a multiple of a whole vector, is worth something to GPUs, which
 * take four elements at a time.
 */
#if WIDTH == 4
#define IS_WIDE wide
#else
#define IS_WIDE 0
#endif

/*
 * How elements of a type are stored: as TYPE, and what they are computed as; DECODE and ENCODE convert vectors.
 *   load, store      some neighbouring elements; those behind `length` are read as 0
 *   gather, scatter  elements a stride apart, which mostly is 1 or 0
 */
#define STORED(NAME, TYPE, VALUES, DECODE, ENCODE) \
  typedef TYPE NAME; \
  INLINE VALUES load_##NAME(__global const TYPE* from, int length, int wide) { \
    if (length == WIDTH) { \
      return DECODE(IS_WIDE ? *(__global const VECTOR(TYPE)*)from : VECTOR(vload)(0, from)); \
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
        *(__global VECTOR(TYPE)*)to = ENCODE(values); \
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
