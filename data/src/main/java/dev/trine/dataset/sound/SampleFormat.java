package dev.trine.dataset.sound;

import java.nio.ByteBuffer;

/** How WAV files hold a sample; each is read as a number from −1 to 1. */
enum SampleFormat {
  /** Unsigned, with silence at 128. */
  PCM8(1) {
    @Override
    float get(ByteBuffer from, int at) {
      return ((from.get(at) & 0xFF) - 128) / 0x1p7f;
    }
  },
  PCM16(2) {
    @Override
    float get(ByteBuffer from, int at) {
      return from.getShort(at) / 0x1p15f;
    }
  },
  PCM24(3) {
    @Override
    float get(ByteBuffer from, int at) {
      return (from.getShort(at) & 0xFFFF | from.get(at + 2) << 16) / 0x1p23f;
    }
  },
  PCM32(4) {
    @Override
    float get(ByteBuffer from, int at) {
      return from.getInt(at) / 0x1p31f;
    }
  },
  /** As it is, so perhaps beyond −1 and 1. */
  FLOAT32(4) {
    @Override
    float get(ByteBuffer from, int at) {
      return from.getFloat(at);
    }
  };

  private final int bytes;

  SampleFormat(int bytes) {
    this.bytes = bytes;
  }

  int bytes() {
    return bytes;
  }

  /**
   * One sample.
   *
   * @param from little-endian
   * @param at a byte
   */
  abstract float get(ByteBuffer from, int at);
}
