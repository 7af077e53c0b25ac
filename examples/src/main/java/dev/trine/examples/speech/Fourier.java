package dev.trine.examples.speech;

/**
 * The discrete Fourier transform, {@code X[k] = Σ x[n]·exp(−2πi·kn/N)}, in N·log N steps (Cooley
 * and Tukey 1965).
 */
final class Fourier {
  private Fourier() {}

  /**
   * The power |X[k]|² of k = 0 to N/2.
   *
   * @param signal N real numbers, N a power of two
   */
  static double[] power(double[] signal) {
    double[] real = signal.clone();
    double[] imaginary = new double[signal.length];
    transform(real, imaginary);
    double[] power = new double[signal.length / 2 + 1];
    for (int k = 0; k < power.length; k++) {
      power[k] = real[k] * real[k] + imaginary[k] * imaginary[k];
    }
    return power;
  }

  /** In place: transforms of halves, from single numbers on, become those of wholes. */
  private static void transform(double[] real, double[] imaginary) {
    int size = real.length;
    reverseBits(real);
    for (int half = 1; half < size; half *= 2) {
      for (int k = 0; k < half; k++) {
        double cos = Math.cos(Math.PI * k / half);
        double sin = -Math.sin(Math.PI * k / half);
        for (int even = k; even < size; even += 2 * half) {
          int odd = even + half;
          double re = cos * real[odd] - sin * imaginary[odd];
          double im = cos * imaginary[odd] + sin * real[odd];
          real[odd] = real[even] - re;
          imaginary[odd] = imaginary[even] - im;
          real[even] += re;
          imaginary[even] += im;
        }
      }
    }
  }

  /** To where the first step finds even and odd numbers side by side. */
  private static void reverseBits(double[] numbers) {
    int unused = Integer.numberOfLeadingZeros(numbers.length) + 1;
    for (int i = 0; i < numbers.length; i++) {
      int j = Integer.reverse(i) >>> unused;
      if (i < j) {
        double swapped = numbers[i];
        numbers[i] = numbers[j];
        numbers[j] = swapped;
      }
    }
  }
}
