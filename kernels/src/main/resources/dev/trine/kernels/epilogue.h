/*
 * What a matrix product does with its sums before its epilogue: alpha * sum + beta * old + bias. The old content is not
 * read where beta is 0. What is scaled is never -0: whether a sum is would depend on how many terms of 0 follow the last.
 */
DEVICE float scaled(float sum, float alpha, float beta, GLOBAL const float* old, int biased, GLOBAL const float* bias) {
  float result = alpha * sum + 0.0f;
  if (beta != 0.0f) {
    result = FMA(beta, *old, result);
  }
  if (biased) {
    result += *bias;
  }
  return result;
}
