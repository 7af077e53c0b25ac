package dev.trine.io;

import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads {@link Safetensors}, trusting nothing that a file says. */
final class SafetensorsReader {
  private final FileChannel channel;
  private final Path file;

  private SafetensorsReader(FileChannel channel, Path file) {
    this.channel = channel;
    this.file = file;
  }

  /** All tensors, which have to be F32. */
  static Safetensors read(Path file) {
    return open(file, reader -> reader.read(List.of(StoredType.F32), SafetensorsHeader::tensors));
  }

  /** Some of the tensors, of types that are read; the others may be of any. */
  static Safetensors read(Path file, Collection<String> names) {
    return open(
        file, reader -> reader.read(StoredType.all(), header -> reader.named(header, names)));
  }

  @FunctionalInterface
  private interface Reading {
    Safetensors by(SafetensorsReader reader) throws IOException;
  }

  private static Safetensors open(Path file, Reading reading) {
    try (FileChannel channel = FileChannel.open(file)) {
      return reading.by(new SafetensorsReader(channel, file));
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException("There is no model file " + file, missing);
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(file, failure), failure);
    }
  }

  /**
   * @param types that tensors may have
   * @param choice of the tensors that are read
   */
  private Safetensors read(
      List<StoredType> types, Function<SafetensorsHeader, List<SafetensorsHeader.Entry>> choice)
      throws IOException {
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readAll(length, 0);
    long size = length.flip().getLong();
    if (size < 2 || size > Math.min(SafetensorsHeader.LARGEST, channel.size() - 8)) {
      throw new ModelFormatException(
          "%s is no safetensors file: its header would have %s bytes".formatted(file, size));
    }
    SafetensorsHeader header = header((int) size, types);
    long dataBytes = channel.size() - 8 - size;
    if (header.dataBytes() != dataBytes) {
      throw new ModelFormatException(
          "%s has %s bytes of tensors, its header says %s; the file is damaged or cut short"
              .formatted(file, dataBytes, header.dataBytes()));
    }
    return new Safetensors(header.metadata(), tensors(choice.apply(header), 8 + size));
  }

  private SafetensorsHeader header(int size, List<StoredType> types) throws IOException {
    ByteBuffer json = ByteBuffer.allocate(size);
    readAll(json, 8);
    try {
      return SafetensorsHeader.parse(json.flip(), types);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "%s has a malformed header: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private List<SafetensorsHeader.Entry> named(SafetensorsHeader header, Collection<String> names) {
    Map<String, SafetensorsHeader.Entry> all = new LinkedHashMap<>();
    header.tensors().forEach(entry -> all.put(entry.name(), entry));
    List<SafetensorsHeader.Entry> chosen = new ArrayList<>();
    for (String name : new LinkedHashSet<>(names)) {
      SafetensorsHeader.Entry entry = all.get(name);
      if (entry == null) {
        throw new ModelFormatException(
            "%s has no tensor '%s' among %s".formatted(file, name, all.keySet()));
      }
      if (!StoredType.READ.contains(entry.type())) {
        throw new ModelFormatException(
            "%s has the tensor '%s' as %s, expected one of %s"
                .formatted(file, name, entry.type(), StoredType.READ));
      }
      chosen.add(entry);
    }
    return chosen;
  }

  private Map<String, Safetensors.Tensor> tensors(List<SafetensorsHeader.Entry> entries, long start)
      throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer chunk = ByteBuffer.allocate(Safetensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (SafetensorsHeader.Entry entry : entries) {
      StoredType type = entry.type();
      int most = Safetensors.CHUNK / type.bytes();
      float[] values = new float[(int) entry.shape().elements()];
      for (int at = 0; at < values.length; at += most) {
        int count = Math.min(most, values.length - at);
        long place = start + entry.from() + (long) type.bytes() * at;
        readAll(chunk.clear().limit(type.bytes() * count), place);
        chunk.flip();
        for (int i = at; i < at + count; i++) {
          values[i] = type.next(chunk);
        }
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
