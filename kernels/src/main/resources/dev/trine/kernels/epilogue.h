/* Never -0: whether a sum is would depend on how many terms of 0 follow the last. */
DEVICE float multiple(float sum, float alpha) {
  return alpha * sum + 0.0f;
}

/*
 * What a matrix product does with its sums before its epilogue: alpha * sum + beta * old + bias. The old content is not
 * read where beta is 0.
 */
DEVICE float scaled(float sum, float alpha, float beta, GLOBAL const float* old, int biased, GLOBAL const float* bias) {
  float result = multiple(sum, alpha);
  if (beta != 0.0f) {
    result = FMA(beta, *old, result);
  }
  if (biased) {
    result += *bias;
  }
  return result;
}
