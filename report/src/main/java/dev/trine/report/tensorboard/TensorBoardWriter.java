package dev.trine.report.tensorboard;

import dev.trine.TrineException;
import dev.trine.nn.Evaluation;
import dev.trine.train.EpochReport;
import dev.trine.train.TrainingListener;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the losses and metrics of each epoch to an event file, which {@code tensorboard --logdir}
 * draws while training goes on. The steps of its curves are epochs, and their tags:
 *
 * <ul>
 *   <li>{@code loss/train}, {@code accuracy/train} and whatever else the objective measures
 *   <li>{@code loss/validation}, … with a validation part
 *   <li>{@code learning_rate}, {@code gradient_norm}, {@code samples_per_second}
 * </ul>
 *
 * A run is a folder: give each its own below the one that TensorBoard is given.
 */
public final class TensorBoardWriter implements TrainingListener, AutoCloseable {
  private final Path file;
  private final Clock clock;
  private final OutputStream out;
  private IOException failure;

  /**
   * Begins a file in a folder, which is made if it is not there.
   *
   * @throws TrineException if that cannot be
   */
  public TensorBoardWriter(Path folder) {
    this(folder, Clock.systemUTC());
  }

  TensorBoardWriter(Path folder, Clock clock) {
    this.clock = clock;
    try {
      Files.createDirectories(folder);
      file = unused(folder);
      out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
      out.write(FramedRecord.of(Event.version(seconds())));
    } catch (IOException failed) {
      throw new TrineException(
          "No event file for TensorBoard can be written in %s: %s".formatted(folder, failed),
          failed);
    }
  }

  /** The event file. */
  public Path file() {
    return file;
  }

  @Override
  public void onEpoch(EpochReport report) {
    Map<String, Double> values = new LinkedHashMap<>();
    add(report.training(), "train", values);
    if (report.validation() != null) {
      add(report.validation(), "validation", values);
    }
    values.put("learning_rate", report.learningRate());
    values.put("gradient_norm", report.gradientNorm());
    values.put("samples_per_second", report.samplesPerSecond());
    if (failure == null) {
      try {
        out.write(FramedRecord.of(Event.scalars(seconds(), report.epoch(), values)));
      } catch (IOException failed) {
        failure = failed; // training is worth more; told when this is closed
      }
    }
  }

  private static void add(Evaluation part, String name, Map<String, Double> values) {
    part.means()
        .forEach((measure, mean) -> values.put(measure.replace(' ', '_') + "/" + name, mean));
  }

  private double seconds() {
    return clock.millis() / 1000.0;
  }

  /** {@code events.out.tfevents.SECONDS.HOST.PROCESS.NUMBER}. */
  private Path unused(Path folder) {
    String name =
        "events.out.tfevents.%s.%s.%s"
            .formatted(clock.millis() / 1000, host(), ProcessHandle.current().pid());
    int number = 0;
    while (Files.exists(folder.resolve(name + "." + number))) {
      number++;
    }
    return folder.resolve(name + "." + number);
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceAll("[^A-Za-z0-9.-]", "-");
    } catch (UnknownHostException unnamed) {
      return "localhost";
    }
  }

  /**
   * Ends the file.
   *
   * @throws TrineException if some of it could not be written
   */
  @Override
  public void close() {
    try (out) {
      if (failure != null) {
        throw failure;
      }
    } catch (IOException failed) {
      throw new TrineException(
          "The event file %s cannot be written, so that some epochs are not in it: %s"
              .formatted(file, failed),
          failed);
    }
  }
}
