package dev.trine.dataset.array;

import dev.trine.DataException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What a file says of the array in it.
 *
 * @param source of the array, for messages: the file, and what of it
 * @param shape [examples, …], as it is written
 * @param columnMajor whether the first index runs fastest, as in Fortran, and not the last
 * @param end of the header in bytes, where the elements begin
 */
public record ArrayHeader(
    String source, ElementType type, ByteOrder order, Shape shape, boolean columnMajor, long end) {
  /** A little less than the largest array that a Java virtual machine makes. */
  private static final long LONGEST = Integer.MAX_VALUE - 16;

  /** What reading takes at most: the pieces, and the array they are joined to. */
  private static final long COPIES = 3;

  /**
   * @throws DataException if the shape has no examples, empty ones, or more than can be counted
   */
  public ArrayHeader {
    if (shape.rank() == 0 || shape.elements() == 0 || shape.dimension(0) > Integer.MAX_VALUE) {
      throw new DataException(
          "%s has the shape %s, expected [examples, …] with at least one example, at most 2^31 − 1, and no extent of 0: write an array whose first axis are the examples"
              .formatted(source, shape));
    }
    if (shape.elements() > Long.MAX_VALUE / 16 - end) {
      throw new DataException(
          "%s declares the shape %s, which no file holds: it is damaged".formatted(source, shape));
    }
  }

  /**
   * The shape of what was read as extents.
   *
   * @throws DataException if they have more elements than can be counted
   */
  public static Shape shape(String source, long... extents) {
    try {
      return Shape.of(extents);
    } catch (IllegalArgumentException tooLarge) {
      throw new DataException(
          "%s declares a shape that no file holds, so it is damaged: %s"
              .formatted(source, tooLarge.getMessage()),
          tooLarge);
    }
  }

  /** How many bytes the elements take. */
  public long bytes() {
    return shape.elements() * type.bytes();
  }

  /**
   * The array of a file that has this header, which stays there until elements are asked for.
   *
   * @throws DataException if the file is not exactly as long as the header says
   */
  public StoredArray mapped(Path file) throws IOException {
    MappedBytes mapped = MappedBytes.of(file);
    if (mapped.length() != end + bytes()) {
      throw new DataException(
          "%s has %s bytes after its header of %s, expected %s for %s %s: it is %s; fetch or write it again"
              .formatted(
                  source,
                  mapped.length() - end,
                  end,
                  bytes(),
                  type,
                  shape,
                  mapped.length() < end + bytes() ? "cut short" : "longer than it declares"));
    }
    return new StoredArray(this, mapped, end);
  }

  /**
   * The array that a stream goes on with behind this header, in memory. No more is read than the
   * header promises, and no more memory taken than there are bytes.
   *
   * @throws DataException if the stream is not exactly as long as the header says, or that is more
   *     than fits in memory
   */
  public StoredArray inflated(InputStream rest) throws IOException {
    if (bytes() > Math.min(LONGEST, Runtime.getRuntime().maxMemory() / COPIES)) {
      throw new DataException(
          "%s declares %s bytes for %s %s, which do not fit in memory: unpack the file, which is then read piece by piece, or raise -Xmx"
              .formatted(source, bytes(), type, shape));
    }
    byte[] elements = rest.readNBytes((int) bytes());
    boolean isShort = elements.length < bytes();
    if (isShort || rest.read() >= 0) {
      throw new DataException(
          "%s has %s bytes after its header of %s, expected %s for %s %s: it is damaged; fetch or write it again"
              .formatted(
                  source,
                  isShort ? elements.length : "more than " + elements.length,
                  end,
                  bytes(),
                  type,
                  shape));
    }
    return new StoredArray(this, new HeapBytes(elements), 0);
  }
}
