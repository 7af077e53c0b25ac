package dev.trine.metric;

/**
 * How far numbers are from what they should be.
 *
 * @param meanAbsoluteError the mean of |d| over examples and outputs
 * @param rootMeanSquaredError the root of the mean of d² over examples and outputs
 * @param rSquared the coefficient of determination, {@code 1 − Σd²/Σ(t − mean t)²} of each output,
 *     and the mean of these; of an output whose targets are all the same 1 if it gives them
 *     exactly, else 0, as scikit-learn has it
 */
public record RegressionErrors(
    double meanAbsoluteError, double rootMeanSquaredError, double rSquared) {}
