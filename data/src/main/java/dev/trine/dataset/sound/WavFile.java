package dev.trine.dataset.sound;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A WAV file: the word RIFF, a length, the word WAVE, and parts of four letters, a length, and as
 * many bytes, filled up to an even number. Of these one is the format, and one behind it the data.
 */
public final class WavFile {
  private static final int RIFF = 0x46464952;
  private static final int WAVE = 0x45564157;
  private static final int FORMAT = 0x20746D66;
  private static final int DATA = 0x61746164;
  private static final int HEADER = 12;
  private static final int PART_HEADER = 8;
  private static final int LONGEST_FORMAT = 40;

  private final Path file;
  private final FileChannel channel;
  private final long length;

  private WavFile(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    this.length = channel.size();
  }

  /**
   * All frames of a file, each the mean of its channels, from −1 to 1.
   *
   * @param rate that the file is to have, in frames a second
   * @throws DataException if it cannot be read or has another rate, naming it
   */
  public static float[] read(Path file, int rate) {
    return first(file, rate, Integer.MAX_VALUE);
  }

  /** The same of the first {@code frames}, filled up with silence. */
  static float[] read(Path file, int rate, int frames) {
    return Arrays.copyOf(first(file, rate, frames), frames);
  }

  /** As many as there are, up to so many. */
  private static float[] first(Path file, int rate, int most) {
    try (FileChannel channel = FileChannel.open(file)) {
      return new WavFile(file, channel).first(rate, most);
    } catch (IOException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected a WAV file".formatted(file, unreadable), unreadable);
    }
  }

  private float[] first(int rate, int most) throws IOException {
    ByteBuffer header = bytes(0, HEADER);
    if (header.remaining() < HEADER || header.getInt(0) != RIFF || header.getInt(8) != WAVE) {
      throw new DataException(
          "%s does not begin with RIFF, a length and WAVE as a WAV file does: take it away or convert it"
              .formatted(file));
    }
    WavFormat format = null;
    long at = HEADER;
    while (at + PART_HEADER <= length) {
      ByteBuffer part = bytes(at, PART_HEADER);
      int name = part.getInt(0);
      long size = Integer.toUnsignedLong(part.getInt(4));
      at += PART_HEADER;
      if (size > length - at) {
        throw new DataException(
            "%s, byte %s: a part of %s bytes is declared, but %s follow: the file is cut short or damaged; fetch it again"
                .formatted(file, at - PART_HEADER, size, length - at));
      }
      if (name == FORMAT) {
        format = WavFormat.of(file, bytes(at, (int) Math.min(size, LONGEST_FORMAT)));
      } else if (name == DATA && format != null) {
        return mono(checked(format, rate), at, size, most);
      }
      at += size + size % 2;
    }
    throw new DataException(
        "%s has no part %s: it is cut short or damaged; fetch it again"
            .formatted(file, format == null ? "'fmt '" : "'data' behind its part 'fmt '"));
  }

  private WavFormat checked(WavFormat format, int rate) {
    if (format.rate() != rate) {
      throw new DataException(
          "%s has %s frames a second, expected %s as of the whole set: give that rate, or convert the file, as by ffmpeg -i in.wav -ar %s out.wav"
              .formatted(file, format.rate(), rate, rate));
    }
    return format;
  }

  private float[] mono(WavFormat format, long at, long size, int most) throws IOException {
    int frameBytes = format.frameBytes();
    if (size % frameBytes != 0) {
      throw new DataException(
          "%s: the part 'data' has %s bytes, which are no whole number of frames of %s: the file is damaged"
              .formatted(file, size, frameBytes));
    }
    int present = (int) Math.min(most, size / frameBytes);
    int block = Math.max(1, (1 << 16) / frameBytes);
    float[] mono = new float[present];
    for (int done = 0; done < present; done += block) {
      int count = Math.min(block, present - done);
      ByteBuffer samples = bytes(at + (long) done * frameBytes, count * frameBytes);
      for (int i = 0; i < count; i++) {
        float sum = 0;
        for (int c = 0; c < format.channels(); c++) {
          sum += format.samples().get(samples, i * frameBytes + c * format.samples().bytes());
        }
        mono[done + i] = sum / format.channels();
      }
    }
    return mono;
  }

  /** So many bytes from a place on, or as many as there are. */
  private ByteBuffer bytes(long at, int count) throws IOException {
    ByteBuffer read = ByteBuffer.allocate((int) Math.min(count, Math.max(0, length - at)));
    while (read.hasRemaining()) {
      if (channel.read(read, at + read.position()) < 0) {
        throw new DataException("%s became shorter while it was read".formatted(file));
      }
    }
    return read.flip().order(ByteOrder.LITTLE_ENDIAN);
  }
}
