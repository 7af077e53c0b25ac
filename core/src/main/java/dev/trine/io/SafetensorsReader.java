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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@link Safetensors}, trusting nothing that a file says. */
final class SafetensorsReader {
  private static final long LARGEST_HEADER = 100_000_000;

  /** What the header says of a tensor: its place is in bytes after the header. */
  private record Entry(String name, Shape shape, long from, long to) {}

  private SafetensorsReader() {}

  static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      readAll(channel, length, 0, file);
      long size = length.flip().getLong();
      if (size < 2 || size > Math.min(LARGEST_HEADER, channel.size() - 8)) {
        throw new ModelFormatException(
            "%s is no safetensors file: its header would have %s bytes".formatted(file, size));
      }
      ByteBuffer json = ByteBuffer.allocate((int) size);
      readAll(channel, json, 8, file);
      JsonObject header = header(file, new String(json.array(), StandardCharsets.UTF_8));
      Map<String, String> metadata = metadata(file, header);
      List<Entry> entries = entries(file, header);
      checkPlaces(file, entries, channel.size() - 8 - size);
      return new Safetensors(metadata, tensors(channel, file, entries, 8 + size));
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException("There is no model file " + file, missing);
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(file, failure), failure);
    }
  }

  private static JsonObject header(Path file, String text) {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException malformed) {
      throw malformedHeader(file, malformed);
    }
  }

  private static Map<String, String> metadata(Path file, JsonObject header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    try {
      if (header.has(Safetensors.METADATA)) {
        header
            .getAsJsonObject(Safetensors.METADATA)
            .entrySet()
            .forEach(e -> metadata.put(e.getKey(), e.getValue().getAsString()));
      }
      return metadata;
    } catch (ClassCastException | UnsupportedOperationException | IllegalStateException bad) {
      throw malformedHeader(file, bad);
    }
  }

  private static List<Entry> entries(Path file, JsonObject header) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonElement> member : header.entrySet()) {
      if (!member.getKey().equals(Safetensors.METADATA)) {
        try {
          entries.add(entry(member.getKey(), member.getValue().getAsJsonObject()));
        } catch (IllegalArgumentException
            | ArithmeticException
            | ClassCastException
            | UnsupportedOperationException
            | IllegalStateException bad) {
          throw new ModelFormatException(
              "%s: tensor '%s' is malformed: %s".formatted(file, member.getKey(), bad.getMessage()),
              bad);
        }
      }
    }
    return entries;
  }

  private static Entry entry(String name, JsonObject json) {
    JsonElement type = json.get("dtype");
    JsonArray extents = json.getAsJsonArray("shape");
    JsonArray offsets = json.getAsJsonArray("data_offsets");
    if (type == null || extents == null || offsets == null || offsets.size() != 2) {
      throw new IllegalArgumentException("it lacks type, shape or offsets");
    }
    if (!type.getAsString().equals("F32")) {
      throw new IllegalArgumentException("it is %s, expected F32".formatted(type.getAsString()));
    }
    long[] dimensions = new long[extents.size()];
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = whole(extents.get(i));
    }
    return new Entry(name, Shape.of(dimensions), whole(offsets.get(0)), whole(offsets.get(1)));
  }

  private static long whole(JsonElement number) {
    return number.getAsBigDecimal().longValueExact();
  }

  /** The tensors must fill the data part from end to end, without holes or overlaps. */
  private static void checkPlaces(Path file, List<Entry> entries, long dataBytes) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long end = 0;
    for (Entry entry : sorted) {
      long elements = entry.shape.elements();
      if (elements > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "%s: tensor '%s' of shape %s has more than 2^31 elements"
                .formatted(file, entry.name, entry.shape));
      }
      if (entry.from != end || entry.to != end + 4 * elements) {
        throw new ModelFormatException(
            "%s: tensor '%s' of shape %s lies at [%s, %s), expected [%s, %s)"
                .formatted(
                    file, entry.name, entry.shape, entry.from, entry.to, end, end + 4 * elements));
      }
      end = entry.to;
    }
    if (end != dataBytes) {
      throw new ModelFormatException(
          "%s has %s bytes of tensors, its header says %s; the file is damaged or cut short"
              .formatted(file, dataBytes, end));
    }
  }

  private static Map<String, Safetensors.Tensor> tensors(
      FileChannel channel, Path file, List<Entry> entries, long start) throws IOException {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    ByteBuffer chunk = ByteBuffer.allocateDirect(Safetensors.CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : entries) {
      float[] values = new float[(int) entry.shape.elements()];
      for (int at = 0; at < values.length; at += Safetensors.CHUNK / 4) {
        int count = Math.min(Safetensors.CHUNK / 4, values.length - at);
        readAll(channel, chunk.clear().limit(4 * count), start + entry.from + 4L * at, file);
        chunk.flip().asFloatBuffer().get(values, at, count);
      }
      tensors.put(entry.name, new Safetensors.Tensor(entry.shape, values));
    }
    return tensors;
  }

  private static ModelFormatException malformedHeader(Path file, RuntimeException cause) {
    return new ModelFormatException(
        "%s has a malformed header: %s".formatted(file, cause.getMessage()), cause);
  }

  private static void readAll(FileChannel channel, ByteBuffer to, long at, Path file)
      throws IOException {
    long position = at;
    while (to.hasRemaining()) {
      int count = channel.read(to, position);
      if (count < 0) {
        throw new ModelFormatException("%s ends early, at byte %s".formatted(file, position));
      }
      position += count;
    }
  }
}
