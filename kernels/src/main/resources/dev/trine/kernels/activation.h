/*
 * The activation functions that an epilogue may apply, by the codes of Gemm. Comparisons are written so that a NaN falls
 * through them and is returned.
 */
#define IDENTITY (-1)
#define RELU 0
#define LEAKY_RELU 1
#define ELU 2
#define SIGMOID 3
#define TANH_OF 4
#define SOFTPLUS 5

#define LEAK 0.01f

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
