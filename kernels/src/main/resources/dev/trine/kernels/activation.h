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

/* The tanh form of GELU (Hendrycks and Gimpel 2016, section 2). */
#define GELU_SCALE 0.7978845608028654f
#define GELU_CUBIC 0.044715f

DEVICE float relu(float a) {
  return a <= 0.0f ? 0.0f : a;
}

DEVICE float leaky_relu(float a) {
  return a > 0.0f ? a : LEAK * a;
}

DEVICE float elu(float a) {
  return a > 0.0f ? a : EXPM1(a);
}

DEVICE float sigmoid(float a) {
  return 1.0f / (1.0f + EXP(-a));
}

DEVICE float softplus(float a) {
  return relu(a) + LOG1P(EXP(-FABS(a)));
}

DEVICE float gelu_tanh(float a) {
  return TANH(GELU_SCALE * FMA(GELU_CUBIC * a * a, a, a));
}

DEVICE float gelu(float a) {
  return 0.5f * a * (1.0f + gelu_tanh(a));
}

DEVICE float gelu_derivative(float a) {
  float t = gelu_tanh(a);
  float slope = GELU_SCALE * FMA(3.0f * GELU_CUBIC * a, a, 1.0f);
  return 0.5f * FMA(a * (1.0f - t * t), slope, 1.0f + t);
}

DEVICE float silu(float a) {
  return a / (1.0f + EXP(-a));
}

DEVICE float silu_derivative(float a) {
  float s = sigmoid(a);
  return s * FMA(a, 1.0f - s, 1.0f);
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
