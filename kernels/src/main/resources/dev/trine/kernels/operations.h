/*
 * Operations of dev.trine.expression.Operator, under their names and with their bits, on single numbers: those that
 * functions are made of. FMA and SQRT are prelude.h's.
 */
#ifdef DIALECT_OPENCL
/* CUDA's compiler and the host's are told so by an option. */
#pragma OPENCL FP_CONTRACT OFF
#endif

#define INLINE DEVICE

typedef float floats;
typedef int ints;

#ifndef INT_MAX
#define INT_MAX 2147483647
#define INT_MIN (-INT_MAX - 1)
#endif

#define ADD(a, b) (a + b)
#define SUBTRACT(a, b) (a - b)
#define MULTIPLY(a, b) (a * b)
#define DIVIDE(a, b) (a / b)
#define NEGATE(a) AS_FLOAT(AS_INT(a) ^ INT_MIN)
#define ABS(a) AS_FLOAT(AS_INT(a) & INT_MAX)

/* As vector_operations.h says: zeros differ in their signs, and a NaN stays one. */
DEVICE float MIN(float a, float b) {
  return AS_FLOAT(AS_INT(a < b ? a : b) | AS_INT(b < a ? b : a));
}

DEVICE float MAX(float a, float b) {
  int one = AS_INT(a > b ? a : b);
  int other = AS_INT(b > a ? b : a);
  return AS_FLOAT((one & other) | ((one | other) & INT_MAX));
}

/* As vector_operations.h says, where b is neither 0 nor NaN. */
#define AT_MOST(a, b) (b < a ? b : a)
#define AT_LEAST(a, b) (b > a ? b : a)

#define BITS(a) AS_INT(a)
#define FROM_BITS(a) AS_FLOAT(a)

/* What wraps around is computed unsigned: overflow of a signed integer has no meaning in C. */
#define INT_ADD(a, b) ((int)((u32)(a) + (u32)(b)))
#define INT_SUBTRACT(a, b) ((int)((u32)(a) - (u32)(b)))
#define INT_AND(a, b) (a & b)
#define INT_OR(a, b) (a | b)
#define INT_XOR(a, b) (a ^ b)
#define INT_SHIFT_LEFT(a, b) ((int)((u32)(a) << b))
#define INT_SHIFT_RIGHT(a, b) (a >> b)
#define INT_SHIFT_RIGHT_UNSIGNED(a, b) ((int)((u32)(a) >> b))
