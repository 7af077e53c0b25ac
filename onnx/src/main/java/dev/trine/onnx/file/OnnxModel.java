package dev.trine.onnx.file;

import dev.trine.ModelFormatException;
import dev.trine.io.Replacement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file ({@code ModelProto}), by <a
 * href="https://github.com/onnx/onnx/blob/main/onnx/onnx.proto">onnx.proto</a>.
 *
 * @param opset the version of ONNX's own ops
 * @param producer what wrote it, and its version
 * @param metadata free text by key
 */
public record OnnxModel(
    long irVersion,
    long opset,
    List<String> producer,
    OnnxGraph graph,
    Map<String, String> metadata) {
  private static final int IR_VERSION = 1;
  private static final int PRODUCER_NAME = 2;
  private static final int PRODUCER_VERSION = 3;
  private static final int GRAPH = 7;
  private static final int OPSET_IMPORT = 8;
  private static final int METADATA = 14;

  private static final int DOMAIN = 1;
  private static final int VERSION = 2;
  private static final int KEY = 1;
  private static final int VALUE = 2;

  /**
   * Writes a file, which takes the place of one that was there once it is whole.
   *
   * @throws IllegalArgumentException if it has 2 GiB or more, which Protocol Buffers cannot hold
   * @throws ModelFormatException if it cannot be written
   */
  public void write(Path file) {
    FieldWriter all = new FieldWriter();
    write(all);
    if (all.size() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "The model would be an ONNX file of %s bytes, which can have 2 GiB at most; save it as safetensors"
              .formatted(all.size()));
    }
    try {
      new Replacement()
          .write(
              file,
              output -> {
                for (ByteBuffer part : all.parts()) {
                  output.write(part);
                }
              });
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be written: %s".formatted(file, failure), failure);
    }
  }

  private void write(FieldWriter to) {
    to.number(IR_VERSION, irVersion);
    to.text(PRODUCER_NAME, producer.get(0));
    to.text(PRODUCER_VERSION, producer.get(1));
    to.message(GRAPH, graph::write);
    to.message(OPSET_IMPORT, set -> set.number(VERSION, opset));
    metadata.forEach(
        (key, value) ->
            to.message(
                METADATA,
                entry -> {
                  entry.text(KEY, key);
                  entry.text(VALUE, value);
                }));
  }

  /**
   * Reads a file; its tensors stay where they are until they are asked for.
   *
   * @throws ModelFormatException if it is missing or breaks a rule of the format; names the file
   */
  public static OnnxModel read(Path file) {
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new ModelFormatException(
            "it has %s bytes, an ONNX file has 2 GiB at most".formatted(channel.size()));
      }
      ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      return read(new FieldReader(all));
    } catch (NoSuchFileException missing) {
      throw new ModelFormatException("There is no model file " + file, missing);
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(file, failure), failure);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          "%s is no ONNX file that can be read: %s".formatted(file, malformed.getMessage()),
          malformed);
    }
  }

  private static OnnxModel read(FieldReader from) {
    long irVersion = 0;
    long opset = 0;
    String name = "";
    String version = "";
    OnnxGraph graph = null;
    Map<String, String> metadata = new LinkedHashMap<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case IR_VERSION -> irVersion = from.number();
        case PRODUCER_NAME -> name = from.text();
        case PRODUCER_VERSION -> version = from.text();
        case GRAPH -> graph = OnnxGraph.read(from.message());
        case OPSET_IMPORT -> opset = Math.max(opset, readOpset(from.message()));
        case METADATA -> readEntry(from.message(), metadata);
        default -> from.skip();
      }
    }
    if (graph == null) {
      throw new ModelFormatException("it has no graph");
    }
    return new OnnxModel(irVersion, opset, List.of(name, version), graph, metadata);
  }

  /** The version of ONNX's own ops; 0 if it is that of others'. */
  private static long readOpset(FieldReader from) {
    String domain = "";
    long version = 0;
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case DOMAIN -> domain = from.text();
        case VERSION -> version = from.number();
        default -> from.skip();
      }
    }
    return domain.isEmpty() || domain.equals("ai.onnx") ? version : 0;
  }

  private static void readEntry(FieldReader from, Map<String, String> to) {
    String key = "";
    String value = "";
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case KEY -> key = from.text();
        case VALUE -> value = from.text();
        default -> from.skip();
      }
    }
    to.put(key, value);
  }
}
