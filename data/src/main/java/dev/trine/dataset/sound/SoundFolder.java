package dev.trine.dataset.sound;

import dev.trine.backend.HostBuffer;
import dev.trine.data.Dataset;
import dev.trine.dataset.folder.DecodedExamples;
import dev.trine.dataset.folder.LabelledFiles;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.nio.file.Path;
import java.util.Set;

/**
 * A folder of WAV files with a subfolder for each class: PCM of 8, 16, 24 or 32 bits, or
 * floating-point numbers of 32. They come as F32 [frames, 1] from −1 to 1, several channels as
 * their mean, all of one length: what is longer is cut off, and what is shorter ends in silence, 0.
 *
 * <p>All files have one rate, in frames a second. One that has another is refused, by name, and not
 * resampled.
 */
public final class SoundFolder {
  private static final Set<String> ENDINGS = Set.of(".wav");

  private final LabelledFiles files;
  private final int rate;
  private final int frames;

  private SoundFolder(LabelledFiles files, int rate, int frames) {
    this.files = files;
    this.rate = rate;
    this.frames = frames;
  }

  /**
   * The sounds of a folder, of which none is read yet. What is hidden by a name that begins with a
   * dot is left out.
   *
   * @param folder with a subfolder for each class; classes are in the order of their names
   * @param rate of all files, in frames a second: 16000
   * @param frames of an example
   * @throws dev.trine.DataException if there is no class, or a file that is not named {@code .wav},
   *     naming it
   * @throws IllegalArgumentException if rate or frames are not positive
   */
  public static SoundFolder of(Path folder, int rate, int frames) {
    if (rate < 1 || frames < 1) {
      throw new IllegalArgumentException(
          "Sounds cannot be read at %s frames a second with %s frames an example; expected at least 1 of both"
              .formatted(rate, frames));
    }
    return new SoundFolder(LabelledFiles.of(folder, ENDINGS), rate, frames);
  }

  /**
   * A set that reads a file each time that it is asked for, those of a batch by all cores. A file
   * that cannot be read ends the pass with a {@link dev.trine.DataException} that names it.
   *
   * @return the input "features", F32 [frames, 1], and the labels "targets"
   */
  public Dataset streamed() {
    return DecodedExamples.of(files, TensorType.f32(frames, 1), this::read, HostBuffer::put);
  }

  /**
   * A set in memory, read once, by all cores, with the fields of {@link #streamed}.
   *
   * @throws dev.trine.DataException if a file cannot be read, naming it
   */
  public Dataset loaded() {
    float[][] sounds = files.files().parallelStream().map(this::read).toArray(float[][]::new);
    int[] labels = files.labels().stream().mapToInt(Integer::intValue).toArray();
    return Dataset.classified(Shape.of(frames, 1), sounds, labels, files.classes());
  }

  private float[] read(Path file) {
    return WavFile.read(file, rate, frames);
  }
}
