package dev.trine.onnx.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An application of an op ({@code NodeProto}).
 *
 * @param name of the node; may be empty
 * @param domain empty for ONNX's own ops
 * @param inputs names of values; empty for one that is left out
 */
public record OnnxNode(
    String name,
    String opType,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, OnnxAttribute> attributes) {
  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OP_TYPE = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;

  /** The same with other inputs and outputs. */
  public OnnxNode with(List<String> newInputs, List<String> newOutputs) {
    return new OnnxNode(name, opType, domain, newInputs, newOutputs, attributes);
  }

  /** A setting, if it is there. */
  public Optional<OnnxAttribute> attribute(String key) {
    return Optional.ofNullable(attributes.get(key));
  }

  /** A whole number that it is set to, or the usual one. */
  public long whole(String key, long usual) {
    return attribute(key).map(OnnxAttribute::whole).orElse(usual);
  }

  /** Whole numbers that it is set to, or none. */
  public List<Long> wholes(String key) {
    return attribute(key).map(OnnxAttribute::wholes).orElse(List.of());
  }

  /** A number that it is set to, or the usual one. */
  public float real(String key, double usual) {
    return attribute(key).map(OnnxAttribute::real).orElse((float) usual);
  }

  /** A text that it is set to, or the usual one. */
  public String text(String key, String usual) {
    return attribute(key).map(OnnxAttribute::text).orElse(usual);
  }

  /** Whether it has so many inputs and this one is not left out. */
  public boolean hasInput(int number) {
    return number < inputs.size() && !inputs.get(number).isEmpty();
  }

  void write(FieldWriter to) {
    // One that is left out is an empty name in its place.
    inputs.forEach(input -> to.bytes(INPUT, ByteBuffer.wrap(input.getBytes(UTF_8))));
    outputs.forEach(output -> to.bytes(OUTPUT, ByteBuffer.wrap(output.getBytes(UTF_8))));
    to.text(NAME, name);
    to.text(OP_TYPE, opType);
    attributes.values().forEach(attribute -> to.message(ATTRIBUTE, attribute::write));
    to.text(DOMAIN, domain);
  }

  static OnnxNode read(FieldReader from) {
    String name = "";
    String opType = "";
    String domain = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    Map<String, OnnxAttribute> attributes = new LinkedHashMap<>();
    for (int field = from.next(); field != 0; field = from.next()) {
      switch (field) {
        case INPUT -> inputs.add(from.text());
        case OUTPUT -> outputs.add(from.text());
        case NAME -> name = from.text();
        case OP_TYPE -> opType = from.text();
        case DOMAIN -> domain = from.text();
        case ATTRIBUTE -> {
          OnnxAttribute attribute = OnnxAttribute.read(from.message());
          attributes.put(attribute.name(), attribute);
        }
        default -> from.skip();
      }
    }
    return new OnnxNode(
        name, opType, domain, List.copyOf(inputs), List.copyOf(outputs), attributes);
  }

  @Override
  public String toString() {
    return "the node '%s' (%s)"
        .formatted(name.isEmpty() ? String.join(", ", outputs) : name, opType);
  }
}
