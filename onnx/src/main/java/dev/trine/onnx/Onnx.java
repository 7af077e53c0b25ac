package dev.trine.onnx;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.nn.Model;
import java.nio.file.Path;

/**
 * Models as <a href="https://onnx.ai">ONNX</a> files, for other programs to use and of other
 * programs. docs/onnx.md says what each layer becomes and which ops are read.
 */
public final class Onnx {
  private Onnx() {}

  /**
   * Writes a model, of opset 17, or of a newer one that a layer needs.
   *
   * <p>The file takes and gives what {@link Model#predict} does, by the network's names: inputs
   * [batch, …] in Trine's layout, so images [batch, height, width, channels], and of a network that
   * was trained on classes scores, not probabilities. A batch may have any size. In its metadata
   * are the network, the names of classes and the notes, by which {@link #load} gives the same
   * model again. A file that was there is replaced once the new one is whole.
   *
   * @throws IllegalArgumentException if ONNX has nothing that does what one of its layers does, or
   *     the file would have 2 GiB or more; names the layer
   * @throws ModelFormatException if the file cannot be written
   */
  public static void export(Model model, Path file) {
    ModelExport.of(model).write(file);
  }

  /**
   * Reads a model. What {@link #export} wrote is the same model again, with its names, classes and
   * notes, whatever its layers. Of another program's file each op has to be one that a layer does;
   * the layers are called by their kinds and numbers, and can be trained.
   *
   * <p>Others have images as [batch, channels, height, width]; the model takes them as all of
   * Trine, [batch, height, width, channels], and its weights are laid out for that.
   *
   * @return a model; close it before the backend
   * @throws ModelFormatException if the file is damaged, or has an op that no layer does; names the
   *     file and the node
   */
  public static Model load(Path file, Backend backend) {
    return ModelImport.read(file, backend);
  }
}
