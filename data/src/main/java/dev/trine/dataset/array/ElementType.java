package dev.trine.dataset.array;

import dev.trine.tensor.DType;
import java.nio.ByteBuffer;

/** Types of numbers that files hold, with the type that a tensor has of them. */
public enum ElementType {
  /** One byte, 0 for false; anything else is 1. */
  BOOL(1, DType.U8) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.get(at) == 0 ? 0 : 1;
    }
  },
  U8(1, DType.U8) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.get(at) & 0xFF;
    }
  },
  I8(1, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.get(at);
    }
  },
  U16(2, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getShort(at) & 0xFFFF;
    }
  },
  I16(2, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getShort(at);
    }
  },
  U32(4, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getInt(at) & 0xFFFFFFFFL;
    }
  },
  I32(4, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getInt(at);
    }
  },
  U64(8, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      long bits = from.getLong(at);
      return bits < 0 ? bits + 0x1p64 : bits;
    }
  },
  I64(8, DType.I32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getLong(at);
    }
  },
  F16(2, DType.F32) {
    @Override
    double get(ByteBuffer from, int at) {
      return Half.decode(from.getShort(at));
    }
  },
  F32(4, DType.F32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getFloat(at);
    }
  },
  F64(8, DType.F32) {
    @Override
    double get(ByteBuffer from, int at) {
      return from.getDouble(at);
    }
  };

  private final int bytes;
  private final DType tensor;

  ElementType(int bytes, DType tensor) {
    this.bytes = bytes;
    this.tensor = tensor;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** The type of a tensor of such elements; whole numbers wider than a byte come as I32. */
  public DType tensor() {
    return tensor;
  }

  /** Whether these are whole numbers. */
  public boolean isWhole() {
    return tensor != DType.F32;
  }

  /**
   * One element.
   *
   * @param at a byte
   */
  abstract double get(ByteBuffer from, int at);
}
