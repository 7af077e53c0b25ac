/*
 * Matrix products in tiles, and what adds up those of slices, which are F32 whatever the operands are.
 */
#include "gemm_tiles.h"

/*
 * The second pass of a product whose terms were split over several groups: adds up the slices, in order, and applies
 * the epilogue. `partials` is [batch, slices, m, n], dense; the sums of b's columns, of a single product, come in as
 * [slices, n].
 */
KERNEL(64, 1, 1) void gemm_combine(
    IN(float, partials), IN(float, partial_sums), IN(float, bias), IN(float, other), OUT(float, out),
    OUT(float, column_sums), int batch, int m, int n, int slices, int out_leading, i64 out_stride, float alpha, float beta,
    int biased, int code, int summed) {
  u32 matrix = (u32)m * (u32)n;
  u32 elements = (u32)batch * matrix;
  for (u32 i = (u32)ITEM(0); i < elements; i += (u32)ITEMS(0)) {
    u32 product = i / matrix;
    u32 row = i % matrix / (u32)n;
    u32 column = i % (u32)n;
    GLOBAL const float* partial = AT(partials) + (i64)product * slices * matrix + i % matrix;
    float sum = 0.0f;
    for (int s = 0; s < slices; s++) {
      sum += partial[(i64)s * matrix];
    }
    i64 at = product * out_stride + (i64)row * out_leading + column;
    GLOBAL float* target = AT(out) + at;
    float result = scaled(sum, alpha, beta, target, biased, AT(bias) + column);
    *target = epilogue(code, result, TAKES_OTHER(code) ? AT(other)[at] : 0.0f);
  }
  for (u32 column = (u32)ITEM(0); summed && column < (u32)n; column += (u32)ITEMS(0)) {
    float sum = 0.0f;
    for (int s = 0; s < slices; s++) {
      sum += AT(partial_sums)[(i64)s * n + column];
    }
    AT(column_sums)[column] = sum;
  }
}
