package dev.trine.io;

import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads {@link Safetensors}, trusting nothing that a file says. */
final class SafetensorsReader {
  private final FileChannel channel;
  private final Path file;

  private SafetensorsReader(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      return new SafetensorsReader(channel, file).read();
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException("There is no model file " + file, missing);
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(file, failure), failure);
    }
  }

  private Safetensors read() throws IOException {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readAll(length, 0);
    long size = length.flip().getLong();
    if (size < 2 || size > Math.min(SafetensorsHeader.LARGEST, channel.size() - 8)) {
      throw new ModelFormatException(
          "%s is no safetensors file: its header would have %s bytes".formatted(file, size));
    }
    SafetensorsHeader header = header((int) size);
    long dataBytes = channel.size() - 8 - size;
    if (header.dataBytes() != dataBytes) {
      throw new ModelFormatException(
          "%s has %s bytes of tensors, its header says %s; the file is damaged or cut short"
              .formatted(file, dataBytes, header.dataBytes()));
    }
    return new Safetensors(header.metadata(), tensors(header, 8 + size));
  }

  private SafetensorsHeader header(int size) throws IOException {
    ByteBuffer json = ByteBuffer.allocate(size);
    readAll(json, 8);
    try {
      return SafetensorsHeader.parse(json.flip());
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "%s has a malformed header: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private Map<String, Safetensors.Tensor> tensors(SafetensorsHeader header, long start)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer chunk = ByteBuffer.allocate(Safetensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (SafetensorsHeader.Entry entry : header.tensors()) {
      float[] values = new float[(int) entry.shape().elements()];
      for (int at = 0; at < values.length; at += Safetensors.CHUNK / 4) {
        int count = Math.min(Safetensors.CHUNK / 4, values.length - at);
        readAll(chunk.clear().limit(4 * count), start + entry.from() + 4L * at);
        chunk.flip().asFloatBuffer().get(values, at, count);
      }
      tensors.put(entry.name(), new Safetensors.Tensor(entry.shape(), values));
    }
    return tensors;
  }

  /** Fills a buffer, by chunks: Java keeps native memory as large as the largest for good. */
  private void readAll(ByteBuffer to, long at) throws IOException {
    int end = to.limit();
    while (to.position() < end) {
      long position = at + to.position();
      to.limit(Math.min(end, to.position() + Safetensors.CHUNK));
      if (channel.read(to, position) < 0) {
        throw new ModelFormatException("%s ends early, at byte %s".formatted(file, position));
      }
    }
  }
}
