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
          Path last = files.exists(file()) ? file() : part();
          if (!files.exists(last)) {
            return Optional.empty();
          }
          files.copyToLocalFile(false, last, new Path(local.toUri()), true);
          return Optional.of(load(local, last));
        });
  }

  private static Checkpoint load(java.nio.file.Path local, Path from) {
    try {
      return Checkpoint.load(local);
    } catch (ModelFormatException malformed) {
      throw new ModelFormatException(
          malformed.getMessage().replace(local.toString(), from.toString()), malformed);
    }
  }

  private <T> T throughLocalFile(LocalFile.Work<T> work) {
    try {
      return LocalFile.use("checkpoint.safetensors", work);
    } catch (IOException failure) {
      throw new ModelFormatException(
          "The checkpoint %s could not be read or written: %s".formatted(path, failure), failure);
    }
  }
}
