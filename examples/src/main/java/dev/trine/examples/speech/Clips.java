package dev.trine.examples.speech;

import dev.trine.DataException;
import dev.trine.data.Dataset;
import dev.trine.dataset.sound.WavFile;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
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

  /** One recording, which is read when it is first heard. */
  static final class Clip {
    private final int digit;
    private final String speaker;
    private final int number;
    private final Path file;
    private float[][] frames;

    /**
     * @param name of the file, as {@link #NAME} wants it
     */
    private Clip(Path file, Matcher name) {
      digit = Integer.parseInt(name.group(1));
      speaker = name.group(2);
      number = Integer.parseInt(name.group(3));
      this.file = file;
    }

    int digit() {
      return digit;
    }

    String speaker() {
      return speaker;
    }

    /** Among those of one digit by one speaker. */
    int number() {
      return number;
    }

    /** Of log-mel features. */
    synchronized float[][] frames() {
      if (frames == null) {
        frames = features(file);
      }
      return frames;
    }
  }

  /** The recordings in a folder. */
  static Clips read(Path folder) {
    try (Stream<Path> listed = Files.list(folder)) {
      List<Path> files =
          listed.filter(file -> NAME.matcher(name(file)).matches()).sorted().toList();
      if (files.isEmpty()) {
        throw new DataException(
            "%s has no file with a name such as 7_jackson_0.wav: give the folder 'recordings' of the Free Spoken Digit Dataset"
                .formatted(folder));
      }
      return new Clips(files.stream().map(Clips::clip).toList());
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
    return new Clip(file, name);
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

  /** Something of the features of each, by all cores. */
  float[][] each(Function<float[][], float[]> made) {
    return all.parallelStream().map(clip -> made.apply(clip.frames())).toArray(float[][]::new);
  }

  /** As pictures of one length, [frames, bands], cut off or filled up with silence. */
  Dataset pictures() {
    float[][] pictures = each(Clips::picture);
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
