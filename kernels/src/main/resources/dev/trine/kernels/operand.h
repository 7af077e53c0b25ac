/*
 * What products take the elements of their operands for: F32; BF16 in a module that defines OPERANDS_BF16 before it includes
 * the kernels; or F32 of which 11 significant bits count, in one that defines OPERANDS_TF32. All become F32 as they are
 * loaded; from there on nothing differs.
 */
#ifdef OPERANDS_BF16
#define OPERAND u16
#define OPERAND4 ushort4
/* The upper half of an F32. */
#define NUMBER(x) AS_FLOAT((u32)(x) << 16)
#define SUMS_COLUMNS 0
#elif defined(OPERANDS_TF32)
/* To the nearest, of two to the one further from 0: what tensor cores take. Infinity and NaN stay. */
DEVICE float tensor_float(float x) {
#ifdef DIALECT_CUDA
  u32 bits;
  asm("cvt.rna.tf32.f32 %0, %1;" : "=r"(bits) : "f"(x));
  return AS_FLOAT(bits);
#else
  return IS_FINITE(x) ? AS_FLOAT((int)(((u32)AS_INT(x) + 0x1000u) & 0xffffe000u)) : x;
#endif
}
#define OPERAND float
#define OPERAND4 float4
#define NUMBER(x) tensor_float(x)
/* The sums are of what is not rounded. */
#define SUMS_COLUMNS 0
#else
#define OPERAND float
#define OPERAND4 float4
#define NUMBER(x) (x)
/* Whether a product may add up the columns of b besides. */
#define SUMS_COLUMNS 1
#endif

/* Four elements, at a multiple of as many. */
DEVICE void load_wide_operands(GLOBAL const OPERAND* source, float* quad) {
  OPERAND4 four = *(GLOBAL const OPERAND4*)source;
  quad[0] = NUMBER(four.x);
  quad[1] = NUMBER(four.y);
  quad[2] = NUMBER(four.z);
  quad[3] = NUMBER(four.w);
}

/* As load_quad. */
DEVICE void load_operands(GLOBAL const OPERAND* source, int length, int wide, float* quad) {
  if (wide && length >= 4) {
    load_wide_operands(source, quad);
  } else {
    for (int j = 0; j < 4; j++) {
      quad[j] = j < length ? NUMBER(source[j]) : 0.0f;
    }
  }
}
