/*
 * Activation functions and their derivatives, by the codes of StageOp. Comparisons are written so that a NaN falls
 * through them and is returned.
 */
#define IDENTITY (-1)

#define RELU 16
#define LEAKY_RELU 17
#define ELU 18
#define SIGMOID 19
#define TANH_OF 20
#define SOFTPLUS 21
#define GELU 22
#define SILU 23

#define LEAK 0.01f

/*
 * The tanh form of GELU (Hendrycks and Gimpel 2016, section 2) is a * sigmoid(z) with z twice the argument of tanh, as
 * (1 + tanh u) / 2 = sigmoid(2u). The left side is all rounding error where tanh is near -1.
 */
#define GELU_SCALE (2.0f * 0.7978845608028654f)
#define GELU_CUBIC 0.044715f

/*
 * From here on GELU and SiLU are ReLU, and their derivatives a step, to the last bit. Their formulas would overflow
 * further on, and make NaN of infinity times 0.
 */
#define GELU_STRAIGHT 16.0f
#define SILU_STRAIGHT 128.0f

DEVICE float relu(float a) {
  return a <= 0.0f ? 0.0f : a;
}

DEVICE float leaky_relu(float a) {
  return a > 0.0f ? a : LEAK * a;
}

DEVICE float elu(float a) {
  return a > 0.0f ? a : EXPM1(a);
}

/* By the exponential that does not overflow. 1 - sigmoid(a) is sigmoid(-a), right also where it is small. */
DEVICE float sigmoid(float a) {
  float e = EXP(-FABS(a));
  return (a < 0.0f ? e : 1.0f) / (1.0f + e);
}

DEVICE float softplus(float a) {
  return relu(a) + LOG1P(EXP(-FABS(a)));
}

DEVICE float unit_step(float a) {
  return a > 0.0f ? 1.0f : 0.0f;
}

/* Of a * sigmoid(z), by the product and the chain rule; `inner` is the derivative of z. */
DEVICE float gated_derivative(float a, float z, float inner) {
  float s = sigmoid(z);
  return FMA(a * s * sigmoid(-z), inner, s);
}

DEVICE float gelu_argument(float a) {
  return GELU_SCALE * FMA(GELU_CUBIC * a * a, a, a);
}

DEVICE float gelu(float a) {
  return FABS(a) > GELU_STRAIGHT ? relu(a) : a * sigmoid(gelu_argument(a));
}

DEVICE float gelu_derivative(float a) {
  float inner = GELU_SCALE * FMA(3.0f * GELU_CUBIC * a, a, 1.0f);
  return FABS(a) > GELU_STRAIGHT ? unit_step(a) : gated_derivative(a, gelu_argument(a), inner);
}

DEVICE float silu(float a) {
  return FABS(a) > SILU_STRAIGHT ? relu(a) : a * sigmoid(a);
}

DEVICE float silu_derivative(float a) {
  return FABS(a) > SILU_STRAIGHT ? unit_step(a) : gated_derivative(a, a, 1.0f);
}

/* The activations that an epilogue may apply: those whose gradient follows from their output. */
DEVICE float activate(int code, float a) {
  switch (code) {
    case RELU: return relu(a);
    case LEAKY_RELU: return leaky_relu(a);
    case ELU: return elu(a);
    case SIGMOID: return sigmoid(a);
    case TANH_OF: return TANH(a);
    case SOFTPLUS: return softplus(a);
    default: return a;
  }
}
