package dev.trine.onnx;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.nn.Model;
import dev.trine.onnx.file.OnnxModel;
import dev.trine.onnx.foreign.ForeignModel;
import java.nio.file.Path;
import java.util.Optional;

/** A model of an ONNX file. */
final class ModelImport {
  private ModelImport() {}

  static Model read(Path file, Backend backend) {
    OnnxModel content = OnnxModel.read(file);
    try {
      Optional<OwnModel> own = OwnModel.of(content);
      return own.isPresent() ? own.get().on(backend) : foreign(content, backend);
    } catch (ModelFormatException unfit) {
      throw new ModelFormatException("%s: %s".formatted(file, unfit.getMessage()), unfit);
    }
  }

  private static Model foreign(OnnxModel content, Backend backend) {
    ForeignModel foreign = ForeignModel.of(content.graph());
    Model model =
        Model.filled(
            foreign.network(), backend, parameter -> foreign.weights().get(parameter.name()));
    foreign.classes().forEach(model::classes);
    return model;
  }
}
