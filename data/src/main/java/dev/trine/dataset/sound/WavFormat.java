package dev.trine.dataset.sound;

import dev.trine.DataException;
import java.nio.ByteBuffer;

/**
 * What the part "fmt " of a WAV file says (IBM and Microsoft, "Multimedia Programming Interface and
 * Data Specifications 1.0", 1991; WAVEFORMATEXTENSIBLE by Microsoft).
 *
 * @param rate frames a second
 */
record WavFormat(SampleFormat samples, int channels, int rate) {
  private static final int LEAST = 16;
  private static final int EXTENDED = 40;
  private static final int TAG_OF_EXTENDED = 24;
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /**
   * @param part little-endian, from its first byte behind the length
   */
  static WavFormat of(Object source, ByteBuffer part) {
    if (part.remaining() < LEAST) {
      throw new DataException(
          "%s: the part 'fmt ' has %s bytes, expected at least %s: the file is damaged"
              .formatted(source, part.remaining(), LEAST));
    }
    int start = part.position();
    int tag = Short.toUnsignedInt(part.getShort(start));
    if (tag == EXTENSIBLE && part.remaining() >= EXTENDED) {
      tag = Short.toUnsignedInt(part.getShort(start + TAG_OF_EXTENDED));
    }
    int channels = Short.toUnsignedInt(part.getShort(start + 2));
    int rate = part.getInt(start + 4);
    int frame = Short.toUnsignedInt(part.getShort(start + 12));
    int bits = Short.toUnsignedInt(part.getShort(start + 14));
    SampleFormat samples = samples(source, tag, bits);
    if (channels == 0 || rate <= 0 || frame != channels * samples.bytes()) {
      throw new DataException(
          "%s: the part 'fmt ' declares %s channels, %s frames a second and %s bytes a frame of %s; expected at least one of each, and %s bytes: the file is damaged"
              .formatted(source, channels, rate, frame, samples, channels * samples.bytes()));
    }
    return new WavFormat(samples, channels, rate);
  }

  private static SampleFormat samples(Object source, int tag, int bits) {
    if (tag == FLOAT && bits == 32) {
      return SampleFormat.FLOAT32;
    }
    SampleFormat pcm =
        switch (bits) {
          case 8 -> SampleFormat.PCM8;
          case 16 -> SampleFormat.PCM16;
          case 24 -> SampleFormat.PCM24;
          case 32 -> SampleFormat.PCM32;
          default -> null;
        };
    if (tag != PCM || pcm == null) {
      throw new DataException(
          "%s: the part 'fmt ' declares the format %s with %s bits, expected %s (PCM) with 8, 16, 24 or 32, or %s (floating-point) with 32: convert it, as by ffmpeg -i in.wav -c:a pcm_s16le out.wav"
              .formatted(source, tag, bits, PCM, FLOAT));
    }
    return pcm;
  }

  int frameBytes() {
    return channels * samples.bytes();
  }
}
