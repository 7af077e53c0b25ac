package dev.trine.examples.speech;

import dev.trine.examples.Neighbours;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The baseline: a clip is what the most similar one is that is known. All are stretched to one
 * length for that, {@value #PARTS} parts of equal length, each the mean of its frames.
 */
record NearestClip(List<Clips.Clip> known, Neighbours stretched) {
  private static final int PARTS = 10;

  static NearestClip of(Clips known) {
    return new NearestClip(known.all(), new Neighbours(known.each(NearestClip::stretched)));
  }

  private static float[] stretched(float[][] frames) {
    float[] stretched = new float[PARTS * LogMel.BANDS];
    for (int part = 0; part < PARTS; part++) {
      int from = part * frames.length / PARTS;
      int to = Math.max(from + 1, (part + 1) * frames.length / PARTS);
      for (int t = from; t < to; t++) {
        for (int band = 0; band < LogMel.BANDS; band++) {
          stretched[part * LogMel.BANDS + band] += frames[t][band] / (to - from);
        }
      }
    }
    return stretched;
  }

  /** The fraction of clips whose digit it names. */
  double accuracy(Clips clips) {
    float[][] asked = clips.each(NearestClip::stretched);
    long right =
        IntStream.range(0, asked.length)
            .parallel()
            .filter(i -> nearest(asked[i]).digit() == clips.all().get(i).digit())
            .count();
    return (double) right / asked.length;
  }

  private Clips.Clip nearest(float[] asked) {
    return known.get(stretched.nearest(asked));
  }
}
