package dev.trine.examples.speech;

import java.util.Arrays;

/**
 * A sound as a picture: for every hundredth of a second how loud each of {@value #BANDS} bands of
 * frequencies is, which are as wide as ears tell them apart (mel). Loudness is on a scale of
 * decibels, from 0, which is {@value #RANGE} below the loudest of the clip, to 1.
 */
final class LogMel {
  /** Samples a second. */
  static final int RATE = 8000;

  static final int BANDS = 40;

  /** 25 ms. */
  private static final int FRAME = RATE / 40;

  /** 10 ms. */
  private static final int HOP = RATE / 100;

  private static final int TRANSFORMED = 512;
  private static final double RANGE = 60;

  /** Against the logarithm of 0; far below what 16 bits hold. */
  private static final double LEAST = 1e-10;

  private static final double[] HANN = hann();
  private static final double[][] FILTERS = filters();

  private LogMel() {}

  /**
   * Frames of bands, for as long as the sound lasts; at least one.
   *
   * @param samples from −1 to 1
   */
  static float[][] of(float[] samples) {
    int count = 1 + Math.max(0, samples.length - FRAME) / HOP;
    double[][] levels = new double[count][];
    double loudest = Double.NEGATIVE_INFINITY;
    for (int t = 0; t < count; t++) {
      levels[t] = levels(samples, t * HOP);
      loudest = Math.max(loudest, Arrays.stream(levels[t]).max().getAsDouble());
    }
    float[][] scaled = new float[count][BANDS];
    for (int t = 0; t < count; t++) {
      for (int band = 0; band < BANDS; band++) {
        scaled[t][band] = (float) Math.max(0, 1 + (levels[t][band] - loudest) / RANGE);
      }
    }
    return scaled;
  }

  /** The bands of one frame, in decibels. */
  private static double[] levels(float[] samples, int from) {
    double[] frame = new double[TRANSFORMED];
    for (int i = 0; i < Math.min(FRAME, samples.length - from); i++) {
      frame[i] = HANN[i] * samples[from + i];
    }
    double[] power = Fourier.power(frame);
    double[] levels = new double[BANDS];
    for (int band = 0; band < BANDS; band++) {
      double sum = 0;
      for (int k = 0; k < power.length; k++) {
        sum += FILTERS[band][k] * power[k];
      }
      levels[band] = 10 * Math.log10(sum + LEAST);
    }
    return levels;
  }

  private static double[] hann() {
    double[] window = new double[FRAME];
    Arrays.setAll(window, i -> 0.5 - 0.5 * Math.cos(2 * Math.PI * i / FRAME));
    return window;
  }

  /** Triangles over the frequencies, each from the middle of the one before to that of the next. */
  private static double[][] filters() {
    double step = mel(RATE / 2.0) / (BANDS + 1);
    double[][] filters = new double[BANDS][TRANSFORMED / 2 + 1];
    for (int band = 0; band < BANDS; band++) {
      double left = hertz(step * band);
      double middle = hertz(step * (band + 1));
      double right = hertz(step * (band + 2));
      for (int k = 0; k < filters[band].length; k++) {
        double frequency = (double) k * RATE / TRANSFORMED;
        double rising = (frequency - left) / (middle - left);
        double falling = (right - frequency) / (right - middle);
        filters[band][k] = Math.max(0, Math.min(rising, falling));
      }
    }
    return filters;
  }

  /** O'Shaughnessy 1987. */
  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }
}
