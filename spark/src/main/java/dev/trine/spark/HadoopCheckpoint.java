package dev.trine.spark;

import dev.trine.ModelFormatException;
import dev.trine.train.Checkpoint;
import dev.trine.train.TrainingState;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * A {@link Checkpoint} in any file system of Hadoop. The new one is written beside the old and then
 * renamed, so that there is a whole one whenever the driver dies.
 *
 * @param every after how many rounds it is written
 */
record HadoopCheckpoint(String path, int every, Configuration configuration) {
  void write(TrainingState state, Map<String, String> settings, String fingerprint) {
    throughLocalFile(
        local -> {
          Checkpoint.write(local, state, settings, fingerprint);
          FileSystem files = file().getFileSystem(configuration);
          files.copyFromLocalFile(false, true, new Path(local.toUri()), part());
          replace(files, part(), file());
          return null;
        });
  }

  private Path file() {
    return new Path(path);
  }

  private Path part() {
    return file().suffix(".part");
  }

  /** In one step, unless the file system knows no such thing; then the part may be all there is. */
  private void replace(FileSystem files, Path part, Path to) throws IOException {
    FileContext context;
    try {
      context = FileContext.getFileContext(files.getUri(), configuration);
    } catch (UnsupportedFileSystemException old) {
      files.delete(to, false);
      if (!files.rename(part, to)) {
        throw new IOException("%s cannot be renamed to %s".formatted(part, to));
      }
      return;
    }
    context.rename(files.makeQualified(part), files.makeQualified(to), Options.Rename.OVERWRITE);
  }

  /** What was written last; nothing if that is nothing. */
  Optional<Checkpoint> read() {
    return throughLocalFile(
        local -> {
          FileSystem files = file().getFileSystem(configuration);
          if (files.exists(file())) {
            return Optional.of(load(files, file(), local));
          }
          return files.exists(part()) ? ofPart(files, local) : Optional.empty();
        });
  }

  /** The part if it is whole; if not, the driver died before it had ever written a checkpoint. */
  private Optional<Checkpoint> ofPart(FileSystem files, java.nio.file.Path local)
      throws IOException {
    try {
      return Optional.of(load(files, part(), local));
    } catch (ModelFormatException cutShort) {
      return Optional.empty();
    }
  }

  private static Checkpoint load(FileSystem files, Path from, java.nio.file.Path local)
      throws IOException {
    files.copyToLocalFile(false, from, new Path(local.toUri()), true);
    return Checkpoint.load(local);
  }

  private <T> T throughLocalFile(LocalFile.Work<T> work) {
    try {
      return LocalFile.use("checkpoint.safetensors", path, work);
    } catch (IOException failure) {
      throw new ModelFormatException(
          "The checkpoint %s could not be read or written: %s".formatted(path, failure), failure);
    }
  }
}
