package dev.trine.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/** The element types of safetensors files, by the names that these have for them. */
enum StoredType {
  F64(8) {
    @Override
    float next(ByteBuffer from) {
      return (float) from.getDouble();
    }
  },
  F32(4) {
    @Override
    float next(ByteBuffer from) {
      return from.getFloat();
    }
  },
  /** IEEE 754 binary16: 5 bits of exponent, 10 of significand. */
  F16(2) {
    @Override
    float next(ByteBuffer from) {
      int bits = from.getShort();
      int exponent = bits >> 10 & 0x1F;
      int significand = bits & 0x3FF;
      float size =
          switch (exponent) {
            case 0 -> Math.scalb((float) significand, -24);
            case 0x1F -> significand == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> Math.scalb((float) (0x400 | significand), exponent - 25);
          };
      return bits < 0 ? -size : size;
    }
  },
  /** The upper half of an F32. */
  BF16(2) {
    @Override
    float next(ByteBuffer from) {
      return Float.intBitsToFloat(from.getShort() << 16);
    }
  },
  I64(8) {
    @Override
    float next(ByteBuffer from) {
      return from.getLong();
    }
  },
  U64(8),
  I32(4) {
    @Override
    float next(ByteBuffer from) {
      return from.getInt();
    }
  },
  U32(4),
  I16(2) {
    @Override
    float next(ByteBuffer from) {
      return from.getShort();
    }
  },
  U16(2),
  I8(1) {
    @Override
    float next(ByteBuffer from) {
      return from.get();
    }
  },
  U8(1) {
    @Override
    float next(ByteBuffer from) {
      return Byte.toUnsignedInt(from.get());
    }
  },
  BOOL(1),
  F8_E4M3(1),
  F8_E5M2(1);

  /** Those that are read. */
  static final List<StoredType> READ = List.of(F64, F32, F16, BF16, I64, I32, I16, I8, U8);

  private final int bytes;

  StoredType(int bytes) {
    this.bytes = bytes;
  }

  /** All of them. */
  static List<StoredType> all() {
    return Arrays.asList(values());
  }

  /** Size of one element in bytes. */
  int bytes() {
    return bytes;
  }

  /** The next element of a little-endian buffer, rounded to the nearest; of {@link #READ}. */
  float next(ByteBuffer from) {
    throw new IllegalStateException(this + " is not read");
  }
}
