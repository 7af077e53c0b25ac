package dev.trine.onnx;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.nn.Model;
import dev.trine.onnx.file.OnnxModel;
import java.nio.file.Path;
import java.util.Optional;

/** A model of an ONNX file. */
final class ModelImport {
  private ModelImport() {}

  static Model read(Path file, Backend backend) {
    OnnxModel content = OnnxModel.read(file);
    try {
      Optional<OwnModel> own = OwnModel.of(content);
      return own.isPresent() ? own.get().on(backend) : null;
    } catch (ModelFormatException unfit) {
      throw new ModelFormatException("%s: %s".formatted(file, unfit.getMessage()), unfit);
    }
  }
}
