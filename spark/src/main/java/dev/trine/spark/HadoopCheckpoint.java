package dev.trine.spark;

import dev.trine.ModelFormatException;
import dev.trine.train.Checkpoint;
import dev.trine.train.TrainingState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/**
 * A {@link Checkpoint} in any file system of Hadoop. The new one is written beside the old and then
 * renamed, so that there is a whole one whenever the driver dies.
 *
 * @param every after how many rounds it is written
 */
record HadoopCheckpoint(String path, int every, Configuration configuration) {
  void write(TrainingState state, Map<String, String> settings, String fingerprint) {
    Path to = new Path(path);
    Path part = to.suffix(".part");
    throughLocalFile(
        local -> {
          Checkpoint.write(local, state, settings, fingerprint);
          FileSystem files = to.getFileSystem(configuration);
          files.copyFromLocalFile(false, true, new Path(local.toUri()), part);
          FileContext.getFileContext(files.getUri(), configuration)
              .rename(files.makeQualified(part), files.makeQualified(to), Options.Rename.OVERWRITE);
          return null;
        });
  }

  /** What was written last; nothing if that is nothing. */
  Optional<Checkpoint> read() {
    Path from = new Path(path);
    return throughLocalFile(
        local -> {
          FileSystem files = from.getFileSystem(configuration);
          if (!files.exists(from)) {
            return Optional.empty();
          }
          files.copyToLocalFile(false, from, new Path(local.toUri()), true);
          return Optional.of(Checkpoint.load(local));
        });
  }

  private <T> T throughLocalFile(LocalFile.Work<T> work) {
    try {
      return LocalFile.use("checkpoint.safetensors", work);
    } catch (IOException failure) {
      throw new ModelFormatException(
          "The checkpoint %s could not be read or written: %s".formatted(path, failure),
          new UncheckedIOException(failure));
    }
  }
}
