/*
 * Up to eight elementwise stages in one pass: acc = in, acc = op(acc, operand) for each stage, out = acc.
 * The stages are data, so that a fused chain needs no compiler at run time.
 */
#include "prelude.h"
#include "activation.h"
#include "quad.h"

/* The codes of StageOp that activation.h does not name. */
#define ADD 0
#define SUBTRACT 1
#define MULTIPLY 2
#define DIVIDE 3
#define SQUARE 4
#define SQRT_OF 5
#define EXP_OF 6
#define LOG_OF 7
#define RELU_GRADIENT 32
#define LEAKY_RELU_GRADIENT 33
#define ELU_GRADIENT 34
#define SIGMOID_GRADIENT 35
#define TANH_GRADIENT 36
#define SOFTPLUS_GRADIENT 37
#define GELU_GRADIENT 38
#define SILU_GRADIENT 39

/* Where a stage's operand comes from: nowhere or a constant; the same element of a tensor; a tensor spread over the
   output. */
#define CONSTANT 0
#define ALIGNED 1
#define SPREAD 2

DEVICE float relu_gradient(float a, float b) {
  if (a != a || b != b) {
    return a + b;
  }
  return b > 0.0f ? a : 0.0f;
}

DEVICE float leaky_relu_gradient(float a, float b) {
  if (b != b) {
    return b;
  }
  return b > 0.0f ? a : LEAK * a;
}

DEVICE float elu_gradient(float a, float b) {
  return b > 0.0f ? a : a * (b + 1.0f);
}

/* An op takes one line here. The switch is outside the four elements: all lanes of a launch take the same way. */
#define UNARY(code, value) \
  case code: \
    for (int j = 0; j < 4; j++) { \
      float a = acc[j]; \
      acc[j] = (value); \
    } \
    break;
#define BINARY(code, value) \
  case code: \
    for (int j = 0; j < 4; j++) { \
      float a = acc[j]; \
      float b = operand[j]; \
      acc[j] = (value); \
    } \
    break;

DEVICE void apply_stage(int code, float* acc, const float* operand) {
  switch (code) {
    BINARY(ADD, a + b)
    BINARY(SUBTRACT, a - b)
    BINARY(MULTIPLY, a * b)
    BINARY(DIVIDE, a / b)
    UNARY(SQUARE, a * a)
    UNARY(SQRT_OF, SQRT(a))
    UNARY(EXP_OF, EXP(a))
    UNARY(LOG_OF, LOG(a))

    UNARY(RELU, relu(a))
    UNARY(LEAKY_RELU, leaky_relu(a))
    UNARY(ELU, elu(a))
    UNARY(SIGMOID, sigmoid(a))
    UNARY(TANH_OF, TANH(a))
    UNARY(SOFTPLUS, softplus(a))
    UNARY(GELU, gelu(a))
    UNARY(SILU, silu(a))

    BINARY(RELU_GRADIENT, relu_gradient(a, b))
    BINARY(LEAKY_RELU_GRADIENT, leaky_relu_gradient(a, b))
    BINARY(ELU_GRADIENT, elu_gradient(a, b))
    BINARY(SIGMOID_GRADIENT, a * b * (1.0f - b))
    BINARY(TANH_GRADIENT, a * FMA(-b, b, 1.0f))
    BINARY(SOFTPLUS_GRADIENT, -a * EXPM1(-b))
    BINARY(GELU_GRADIENT, a * gelu_derivative(b))
    BINARY(SILU_GRADIENT, a * silu_derivative(b))
  }
}

/* The stage's own of eight parameters: selects on a number that is the same in all lanes. */
#define OF_STAGE(s, name) \
  ((s) < 4 ? ((s) < 2 ? ((s) < 1 ? name##0 : name##1) : ((s) < 3 ? name##2 : name##3)) \
           : ((s) < 6 ? ((s) < 5 ? name##4 : name##5) : ((s) < 7 ? name##6 : name##7)))

/*
 * `codes` holds a byte for each stage, the first lowest: the operand's source in its two highest bits, the op below.
 * Element i of the output takes element (i / repeat) mod period of a spread operand.
 */
KERNEL(64, 1, 1) void chain(
    ALIASED_IN(float, in), OUT(float, out), int n, int wide, int stages, i64 codes,
    float constant0, float constant1, float constant2, float constant3,
    float constant4, float constant5, float constant6, float constant7,
    ALIASED_IN(float, operand0), ALIASED_IN(float, operand1), ALIASED_IN(float, operand2), ALIASED_IN(float, operand3),
    ALIASED_IN(float, operand4), ALIASED_IN(float, operand5), ALIASED_IN(float, operand6), ALIASED_IN(float, operand7),
    int repeat0, int repeat1, int repeat2, int repeat3, int repeat4, int repeat5, int repeat6, int repeat7,
    int period0, int period1, int period2, int period3, int period4, int period5, int period6, int period7) {
  GLOBAL const float* tensor0 = AT(operand0);
  GLOBAL const float* tensor1 = AT(operand1);
  GLOBAL const float* tensor2 = AT(operand2);
  GLOBAL const float* tensor3 = AT(operand3);
  GLOBAL const float* tensor4 = AT(operand4);
  GLOBAL const float* tensor5 = AT(operand5);
  GLOBAL const float* tensor6 = AT(operand6);
  GLOBAL const float* tensor7 = AT(operand7);
  for (u32 first = 4 * (u32)ITEM(0); first < (u32)n; first += 4 * (u32)ITEMS(0)) {
    int length = quad_length(first, (u32)n);
    float acc[4];
    load_quad(AT(in) + first, length, wide, acc);
    for (int s = 0; s < stages; s++) {
      int stage = (int)(codes >> (8 * s)) & 255;
      int source = stage >> 6;
      float operand[4];
      if (source == CONSTANT) {
        float number = OF_STAGE(s, constant);
        for (int j = 0; j < 4; j++) {
          operand[j] = number;
        }
      } else {
        GLOBAL const float* tensor = OF_STAGE(s, tensor);
        if (source == ALIGNED) {
          load_quad(tensor + first, length, wide, operand);
        } else {
          u32 repeat = (u32)OF_STAGE(s, repeat);
          u32 period = (u32)OF_STAGE(s, period);
          for (int j = 0; j < 4; j++) {
            u32 i = j < length ? first + (u32)j : first;
            operand[j] = tensor[(repeat == 1 ? i : i / repeat) % period];
          }
        }
      }
      apply_stage(stage & 63, acc, operand);
    }
    store_quad(AT(out) + first, length, wide, acc);
  }
}
