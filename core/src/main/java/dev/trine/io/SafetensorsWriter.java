package dev.trine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.UUID;

/** Writes {@link Safetensors}. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  static void write(Path file, Safetensors content) {
    Path target = file.toAbsolutePath();
    Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      if (!Files.isDirectory(target.getParent())) {
        Files.createDirectories(target.getParent());
      }
      try {
        try (FileChannel channel =
            FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
          writeHeader(channel, content);
          ByteBuffer chunk =
              ByteBuffer.allocateDirect(Safetensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
          for (Safetensors.Tensor tensor : content.tensors().values()) {
            writeValues(channel, chunk, tensor.values());
          }
        }
        replace(target, part);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }

  private static void replace(Path file, Path by) throws IOException {
    try {
      Files.move(by, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException plain) {
      Files.move(by, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void writeHeader(FileChannel channel, Safetensors content) throws IOException {
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    content.metadata().forEach(metadata::addProperty);
    header.add(Safetensors.METADATA, metadata);
    long offset = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
      JsonArray shape = new JsonArray();
      for (long dimension : entry.getValue().shape().dimensions()) {
        shape.add(dimension);
      }
      JsonArray offsets = new JsonArray();
      offsets.add(offset);
      offset += 4L * entry.getValue().values().length;
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

  private static void writeValues(FileChannel channel, ByteBuffer chunk, float[] values)
      throws IOException {
    for (int from = 0; from < values.length; from += Safetensors.CHUNK / 4) {
      int count = Math.min(Safetensors.CHUNK / 4, values.length - from);
      chunk.clear().asFloatBuffer().put(values, from, count);
      writeAll(channel, chunk.limit(4 * count));
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
