/*
 * Vectors of the operands of operand.h, as F32: the n elements behind i * n others. OpenCL C 1.2 only.
 */
#ifdef OPERANDS_BF16
#define LOAD_VECTOR(n, i, p) as_float##n(convert_uint##n(vload##n(i, p)) << 16)
#else
#define LOAD_VECTOR(n, i, p) vload##n(i, p)
#endif
/* The same where n is a macro. */
#define LOAD_OPERANDS(n, i, p) LOAD_VECTOR(n, i, p)
