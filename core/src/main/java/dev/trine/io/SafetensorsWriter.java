package dev.trine.io;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import dev.trine.ModelFormatException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Writes {@link Safetensors}. */
final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  static void write(Path file, Safetensors content) {
    write(new Replacement(FileOperations.SYSTEM), file, content);
  }

  static void write(Replacement replacement, Path file, Safetensors content) {
    ByteBuffer header = header(content);
    try {
      replacement.write(
          file,
          output -> {
            writeAll(output, header);
            writeValues(output, content);
          });
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }

  /** The length and the JSON, filled up with spaces so that the tensors after it are aligned. */
  private static ByteBuffer header(Safetensors content) {
    ByteBuffer json = encoded(json(content).toString());
    int padded = (json.remaining() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (padded > SafetensorsHeader.LARGEST) {
      throw new IllegalArgumentException(
          "%s tensors and their metadata need a header of %s bytes, the format allows %s"
              .formatted(content.tensors().size(), padded, SafetensorsHeader.LARGEST));
    }
    ByteBuffer bytes = ByteBuffer.allocate(8 + padded).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(padded).put(json);
    while (bytes.hasRemaining()) {
      bytes.put((byte) ' ');
    }
    return bytes.flip();
  }

  private static JsonObject json(Safetensors content) {
    if (content.tensors().containsKey(Safetensors.METADATA)) {
      throw new IllegalArgumentException(
          "A tensor cannot be named '%s': that is where the metadata are"
              .formatted(Safetensors.METADATA));
    }
    JsonObject header = new JsonObject();
    JsonObject metadata = new JsonObject();
    content.metadata().forEach(metadata::addProperty);
    header.add(Safetensors.METADATA, metadata);
    long offset = 0;
    for (Map.Entry<String, Safetensors.Tensor> entry : content.tensors().entrySet()) {
      JsonArray shape = new JsonArray();
      for (long dimension : entry.getValue().shape().dimensions()) {
        shape.add(new JsonPrimitive(dimension));
      }
      JsonArray offsets = new JsonArray();
      offsets.add(new JsonPrimitive(offset));
      offset += 4L * entry.getValue().values().length;
      offsets.add(new JsonPrimitive(offset));
      JsonObject tensor = new JsonObject();
      tensor.addProperty("dtype", "F32");
      tensor.add("shape", shape);
      tensor.add("data_offsets", offsets);
      header.add(entry.getKey(), tensor);
    }
    return header;
  }

  private static ByteBuffer encoded(String json) {
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(json));
    } catch (CharacterCodingException unpaired) {
      throw new IllegalArgumentException(
          "A name or a text in the metadata has half a surrogate pair, which is no character",
          unpaired);
    }
  }

  private static void writeValues(Replacement.Output output, Safetensors content)
      throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(Safetensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Safetensors.Tensor tensor : content.tensors().values()) {
      float[] values = tensor.values();
      for (int from = 0; from < values.length; from += Safetensors.CHUNK / 4) {
        int count = Math.min(Safetensors.CHUNK / 4, values.length - from);
        chunk.clear().asFloatBuffer().put(values, from, count);
        writeAll(output, chunk.limit(4 * count));
      }
    }
  }

  /** Writes by chunks: Java keeps native memory as large as the largest for good. */
  private static void writeAll(Replacement.Output output, ByteBuffer bytes) throws IOException {
    int end = bytes.limit();
    while (bytes.position() < end) {
      output.write(bytes.limit(Math.min(end, bytes.position() + Safetensors.CHUNK)));
    }
  }
}
