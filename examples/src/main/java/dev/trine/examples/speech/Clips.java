package dev.trine.examples.speech;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.sound.WavFile;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recordings of digits, each by a name that says digit, speaker and which of several it is. */
record Clips(List<Clip> all) {
  static final List<String> DIGITS = IntStream.range(0, 10).mapToObj(String::valueOf).toList();

  /** Frames that a network is shown: two thirds of a second, of which few clips have more. */
  static final int FRAMES = 64;

  static final Shape SHAPE = Shape.of(FRAMES, LogMel.BANDS);

  private static final Pattern NAME = Pattern.compile("(\\d)_(.+)_(\\d+)\\.wav");

  /**
   * One recording.
   *
   * @param number among those of one digit by one speaker
   * @param frames of log-mel features
   */
  record Clip(int digit, String speaker, int number, float[][] frames) {}

  /** Reads a folder, by all cores. */
  static Clips read(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files =
          listed.filter(file -> NAME.matcher(name(file)).matches()).sorted().toList();
      if (files.isEmpty()) {
        throw new DataException(
            "%s has no file with a name such as 7_jackson_0.wav: give the folder 'recordings' of the Free Spoken Digit Dataset"
                .formatted(folder));
      }
      return new Clips(files.parallelStream().map(Clips::clip).toList());
    } catch (IOException unreadable) {
      throw new DataException("%s cannot be read: %s".formatted(folder, unreadable), unreadable);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static Clip clip(Path file) {
    Matcher name = NAME.matcher(name(file));
    name.matches();
    int digit = Integer.parseInt(name.group(1));
    int number = Integer.parseInt(name.group(3));
    return new Clip(digit, name.group(2), number, features(file));
  }

  /** The log-mel features of a file. */
  static float[][] features(Path file) {
    return LogMel.of(WavFile.read(file, LogMel.RATE));
  }

  List<String> speakers() {
    return all.stream().map(Clip::speaker).distinct().sorted().toList();
  }

  /** Those of which something is true. */
  Clips where(Predicate<Clip> wanted) {
    return new Clips(all.stream().filter(wanted).toList());
  }

  /** As pictures of one length, [frames, bands], cut off or filled up with silence. */
  Dataset pictures() {
    float[][] pictures = all.stream().map(clip -> picture(clip.frames())).toArray(float[][]::new);
    int[] digits = all.stream().mapToInt(Clip::digit).toArray();
    return Dataset.classified(SHAPE, pictures, digits, DIGITS);
  }

  static float[] picture(float[][] frames) {
    float[] picture = new float[FRAMES * LogMel.BANDS];
    for (int t = 0; t < Math.min(FRAMES, frames.length); t++) {
      System.arraycopy(frames[t], 0, picture, t * LogMel.BANDS, LogMel.BANDS);
    }
    return picture;
  }
}
