package dev.trine.outside;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What PyTorch computed, see {@code torch_values.py}.
 *
 * @param weights one an output; null where nothing is differentiated
 * @param gradients one an input, of the sum of the outputs times their weights; null as weights,
 *     and of whole numbers
 */
record TorchCase(
    List<TorchTensor> inputs,
    List<TorchTensor> outputs,
    List<TorchTensor> weights,
    List<TorchTensor> gradients) {
  /** All cases of the file, by name. */
  static Map<String, TorchCase> all() {
    try (Reader file =
        new InputStreamReader(
            TorchCase.class.getResourceAsStream("torch_values.json"), StandardCharsets.UTF_8)) {
      return new Gson().fromJson(file, new TypeToken<Map<String, TorchCase>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
