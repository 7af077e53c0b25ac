package dev.trine.nn;

import dev.trine.io.Safetensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The SHA-256 of weights, whatever the order in which a file has them: of each tensor, by name, the
 * name in UTF-8, a zero byte, and the elements, little-endian.
 */
public final class WeightsChecksum {
  private static final int CHUNK = 1 << 12;

  private WeightsChecksum() {}

  /** In hexadecimal digits. */
  public static String of(Map<String, Safetensors.Tensor> tensors) {
    MessageDigest digest = sha256();
    ByteBuffer bytes = ByteBuffer.allocate(CHUNK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    new TreeMap<>(tensors)
        .forEach(
            (name, tensor) -> {
              digest.update(name.getBytes(StandardCharsets.UTF_8));
              digest.update((byte) 0);
              float[] values = tensor.values();
              for (int from = 0; from < values.length; from += CHUNK) {
                int count = Math.min(CHUNK, values.length - from);
                bytes.asFloatBuffer().put(values, from, count);
                digest.update(bytes.array(), 0, count * Float.BYTES);
              }
            });
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java has SHA-256", impossible);
    }
  }
}
