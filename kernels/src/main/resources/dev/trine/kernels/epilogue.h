/* The end of a matrix product: act(sum + beta * old + bias). The old content is not read where beta is 0. */
DEVICE float epilogue(float sum, float beta, GLOBAL const float* old, int biased, GLOBAL const float* bias,
                      int activation) {
  if (beta != 0.0f) {
    sum = FMA(beta, *old, sum);
  }
  if (biased) {
    sum += *bias;
  }
  return activate(activation, sum);
}
