package dev.trine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.trine.ModelFormatException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The content of a safetensors file with F32 tensors. Format: a little-endian 64-bit length, a JSON
 * header of that length, then the tensors' bytes, little-endian and row-major, without gaps.
 *
 * @param metadata free text by key
 * @param tensors by name, in file order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Tensor> tensors) {
  private static final String METADATA = "__metadata__";
  private static final int ALIGNMENT = 8;
  private static final long LARGEST_HEADER = 100_000_000;
  private static final int CHUNK = 1 << 20;

  /** A tensor in host memory, row-major. */
  public record Tensor(Shape shape, float[] values) {}

  /** Writes a file; one that was there is replaced once the new one is complete. */
  public static void write(Path file, Safetensors content) {
    Path folder = file.toAbsolutePath().getParent();
    try {
      Files.createDirectories(folder);
      Path part = Files.createTempFile(folder, file.getFileName().toString(), ".part");
      try {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
          writeHeader(channel, content);
          for (Tensor tensor : content.tensors.values()) {
            writeValues(channel, tensor.values);
          }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }

  private static void writeHeader(FileChannel channel, Safetensors content) throws IOException {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    content.metadata.forEach(metadata::addProperty);
    header.add(METADATA, metadata);
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : content.tensors.entrySet()) {
      JsonArray shape = new JsonArray();
      for (long dimension : entry.getValue().shape.dimensions()) {
        shape.add(dimension);
      }
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offset += 4L * entry.getValue().values.length;
      offsets.add(offset);
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", "F32");
      tensor.add("shape", shape);
      tensor.add("data_offsets", offsets);
      header.add(entry.getKey(), tensor);
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    int padded = (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    writeAll(channel, bytes.flip());
  }

  private static void writeValues(FileChannel channel, float[] values) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < values.length; from += CHUNK / 4) {
      int count = Math.min(CHUNK / 4, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, count);
      writeAll(channel, chunk.limit(4 * count));
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ModelFormatException if it is missing, cut short, malformed or holds other types
   */
  public static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      readAll(channel, length, 0, file);
      long size = length.flip().getLong();
      if (size < 2 || size > Math.min(LARGEST_HEADER, channel.size() - 8)) {
        throw new ModelFormatException(
            "%s is no safetensors file: its header would have %d bytes".formatted(file, size));
      }
      ByteBuffer json = ByteBuffer.allocate((int) size);
      readAll(channel, json, 8, file);
      String text = new String(json.array(), StandardCharsets.UTF_8);
      return parse(channel, file, JsonParser.parseString(text).getAsJsonObject(), 8 + size);
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException("There is no model file " + file, missing);
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(file, failure), failure);
    } catch (IllegalStateException
        | ClassCastException
        | JsonParseException
        | NumberFormatException malformed) {
      throw new ModelFormatException(
          "%s has a malformed header: %s".formatted(file, malformed.getMessage()), malformed);
    }
  }

  private static Safetensors parse(FileChannel channel, Path file, JsonObject header, long start)
      throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      JsonObject value = entry.getValue().getAsJsonObject();
      if (entry.getKey().equals(METADATA)) {
        value.entrySet().forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
      } else {
        tensors.put(entry.getKey(), tensor(channel, file, entry.getKey(), value, start));
      }
    }
    return new Safetensors(metadata, tensors);
  }

  private static Tensor tensor(
      FileChannel channel, Path file, String name, JsonObject json, long start) throws IOException {
    JsonElement type = json.get("dtype");
    JsonArray extents = json.getAsJsonArray("shape");
    JsonArray offsets = json.getAsJsonArray("data_offsets");
    if (type == null || extents == null || offsets == null || offsets.size() != 2) {
      throw new ModelFormatException(
          "%s: tensor '%s' lacks type, shape or offsets".formatted(file, name));
    }
    if (!type.getAsString().equals("F32")) {
      throw new ModelFormatException(
          "%s: tensor '%s' is %s, expected F32".formatted(file, name, type.getAsString()));
    }
    long[] dimensions = new long[extents.size()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = extents.get(i).getAsLong();
    }
    Shape shape = shape(file, name, dimensions);
    long from = offsets.get(0).getAsLong();
    long to = offsets.get(1).getAsLong();
    if (from < 0 || to - from != 4 * shape.elements() || to > channel.size() - start) {
      throw new ModelFormatException(
          "%s: tensor '%s' of shape %s lies at [%d, %d), beyond its data or of another size"
              .formatted(file, name, shape, from, to));
    }
    float[] values = new float[Math.toIntExact(shape.elements())];
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK / 4) {
      int count = Math.min(CHUNK / 4, values.length - at);
      readAll(channel, chunk.clear().limit(4 * count), start + from + 4L * at, file);
      chunk.flip().asFloatBuffer().get(values, at, count);
    }
    return new Tensor(shape, values);
  }

  private static Shape shape(Path file, String name, long[] dimensions) {
    try {
      return Shape.of(dimensions);
    } catch (IllegalArgumentException bad) {
      throw new ModelFormatException(
          "%s: tensor '%s': %s".formatted(file, name, bad.getMessage()), bad);
    }
  }

  private static void readAll(FileChannel channel, ByteBuffer to, long at, Path file)
      throws IOException {
    long position = at;
    while (to.hasRemaining()) {
      int count = channel.read(to, position);
      if (count < 0) {
        throw new ModelFormatException("%s ends early, at byte %d".formatted(file, position));
      }
      position += count;
    }
  }
}
