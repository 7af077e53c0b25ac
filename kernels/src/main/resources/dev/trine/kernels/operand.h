/*
 * What products take the elements of their operands for: F32, or BF16 in a module that defines OPERANDS_BF16 before it
 * includes the kernels. Either becomes F32 as it is loaded, exactly; from there on nothing differs.
 */
#ifdef OPERANDS_BF16
#define OPERAND u16
#define OPERAND4 ushort4
/* The upper half of an F32. */
#define NUMBER(x) AS_FLOAT((u32)(x) << 16)
#define SUMS_COLUMNS 0
#else
#define OPERAND float
#define OPERAND4 float4
#define NUMBER(x) (x)
/* Whether a product may add up the columns of b besides. */
#define SUMS_COLUMNS 1
#endif

/* As load_quad. A wide access is of four elements, at a multiple of as many. */
DEVICE void load_operands(GLOBAL const OPERAND* source, int length, int wide, float* quad) {
  if (wide && length >= 4) {
    OPERAND4 four = *(GLOBAL const OPERAND4*)source;
    quad[0] = NUMBER(four.x);
    quad[1] = NUMBER(four.y);
    quad[2] = NUMBER(four.z);
    quad[3] = NUMBER(four.w);
  } else {
    for (int j = 0; j < 4; j++) {
      quad[j] = j < length ? NUMBER(source[j]) : 0.0f;
    }
  }
}
