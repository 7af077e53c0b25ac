/*
 * The operations of dev.trine.expression.Operator, under their names and with their bits, on vectors of WIDTH neighbouring
 * elements. OpenCL C 1.2 only; in place of what prelude.h calls by the same names.
 */
#pragma OPENCL FP_CONTRACT OFF

#define INLINE __attribute__((always_inline))

#define JOIN(a, b) a##b
#define JOIN_EXPANDED(a, b) JOIN(a, b)
/* A type, or a function named by one, of WIDTH elements. */
#define VECTOR(name) JOIN_EXPANDED(name, WIDTH)

typedef VECTOR(float) floats;
typedef VECTOR(int) ints;
#define FLOATS(v) VECTOR(as_float)(v)
#define INTS(v) VECTOR(as_int)(v)
/* What wraps around is computed on these: overflow of a signed integer has no meaning in C. */
#define UINTS(v) VECTOR(as_uint)(v)

/* ------------------------------------------------------------------------------------------------------ operations */

#define ADD(a, b) (a + b)
#define SUBTRACT(a, b) (a - b)
#define MULTIPLY(a, b) (a * b)
#undef FMA
#define FMA(a, b, c) fma(a, b, c)
#define DIVIDE(a, b) (a / b)
#undef SQRT
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

/* MIN and MAX where b is neither 0 nor NaN, which leave nothing to be joined: a NaN is less than nothing and stays. */
#define AT_MOST(a, b) (b < a ? b : a)
#define AT_LEAST(a, b) (b > a ? b : a)

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
