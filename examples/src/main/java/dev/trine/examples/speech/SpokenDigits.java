package dev.trine.examples.speech;

import dev.trine.DataException;
import dev.trine.examples.Example;
import dev.trine.examples.Setting;
import dev.trine.metric.Metrics;
import dev.trine.metric.Scores;
import dev.trine.nn.Model;
import dev.trine.nn.Predictor;
import dev.trine.report.Confusions;
import dev.trine.report.Pictures;
import dev.trine.report.Pixels;
import dev.trine.report.Report;
import dev.trine.report.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Recognises spoken digits, by a convolutional network over log-mel features. How well is asked
 * twice: of further clips by speakers who were heard, and of a speaker who never was.
 */
public final class SpokenDigits implements Example {
  /** The first takes of every digit by every speaker are tested with, as is usual for this set. */
  private static final int TESTED = 5;

  /** What is noted in a model that was trained, so that nothing need be heard again. */
  private static final String ACCURACY = "test accuracy";

  private static final String BASELINE = "accuracy of the nearest clip";

  private final Recogniser recogniser;

  public SpokenDigits() {
    this(new Recogniser(30));
  }

  SpokenDigits(Recogniser recogniser) {
    this.recogniser = recogniser;
  }

  /** A question: what is trained on and tested with. */
  private record Trial(String name, Clips train, Clips test) {
    static Trial furtherClips(Clips clips) {
      return new Trial(
          "further clips",
          clips.where(clip -> clip.number() >= TESTED),
          clips.where(clip -> clip.number() < TESTED));
    }

    boolean isEmpty() {
      return train.all().isEmpty() || test.all().isEmpty();
    }

    static Trial newSpeaker(Clips clips, String speaker) {
      return new Trial(
          "without " + speaker,
          clips.where(clip -> !clip.speaker().equals(speaker)),
          clips.where(clip -> clip.speaker().equals(speaker)));
    }
  }

  /** The fractions that network and baseline recognised. */
  private record Answer(Trial trial, double network, double baseline) {}

  @Override
  public String summary() {
    return "spoken digits, by a convolutional network over log-mel features";
  }

  @Override
  public String arguments() {
    return "[WAV…]";
  }

  @Override
  public String folder() {
    return "the recordings of the Free Spoken Digit Dataset, 7_jackson_0.wav and so on";
  }

  @Override
  public void run(Setting setting) {
    Path folder =
        setting.folder(
            "The recordings are not bundled: get the Free Spoken Digit Dataset, by git clone https://github.com/Jakobovski/free-spoken-digit-dataset, and give --data free-spoken-digit-dataset/recordings");
    Clips clips = Clips.read(folder);
    List<String> speakers = clips.speakers();
    setting.say("%d clips by %s", clips.all().size(), String.join(", ", speakers));

    List<Trial> trials = new ArrayList<>(List.of(Trial.furtherClips(clips)));
    speakers.forEach(speaker -> trials.add(Trial.newSpeaker(clips, speaker)));
    if (trials.stream().anyMatch(Trial::isEmpty)) {
      throw new DataException(
          "%s has recordings by %s, expected at least two speakers, and takes that are numbered below %s and from there on"
              .formatted(folder, speakers, TESTED));
    }
    List<Answer> answers = trials.stream().map(trial -> answer(setting, trial)).toList();
    Answer further = answers.get(0);
    List<Answer> bySpeaker = answers.subList(1, answers.size());
    bySpeaker.forEach(
        each ->
            setting.say(
                "%-20s %s, nearest clip %s",
                each.trial().name(), percent(each.network()), percent(each.baseline())));
    double baseline = bySpeaker.stream().mapToDouble(Answer::baseline).average().getAsDouble();
    double network = bySpeaker.stream().mapToDouble(Answer::network).average().getAsDouble();
    setting.say("Baseline for further clips: %s (the nearest clip)", percent(further.baseline()));
    setting.say("Further clips: %s", percent(further.network()));
    setting.say("Baseline for a new speaker: %s", percent(baseline));
    setting.say("A new speaker: %s", percent(network));

    if (!setting.arguments().isEmpty() || setting.report().isPresent()) {
      try (Model model = model(setting, trials.get(0))) {
        recognise(setting, model);
        setting.write(() -> report(model, answers, network));
      }
    }
  }

  private Answer answer(Setting setting, Trial trial) {
    try (Model model = model(setting, trial)) {
      return new Answer(trial, noted(model, ACCURACY), noted(model, BASELINE));
    }
  }

  private static double noted(Model model, String measure) {
    return Double.parseDouble(model.notes().get(measure));
  }

  private Model model(Setting setting, Trial trial) {
    return setting.model(
        trial.name().replace(' ', '-'),
        recogniser.recipe(),
        () -> {
          setting.say("training on %d clips: %s", trial.train().all().size(), trial.name());
          Model model = recogniser.train(setting.backend(), trial.train().pictures());
          double accuracy = model.evaluate(trial.test().pictures()).accuracy();
          double baseline = NearestClip.of(trial.train()).accuracy(trial.test());
          model.note(ACCURACY, Double.toString(accuracy));
          model.note(BASELINE, Double.toString(baseline));
          return model;
        });
  }

  /** Says what digit each file of the arguments is. */
  private static void recognise(Setting setting, Model model) {
    try (Predictor predictor = model.predictor()) {
      for (String file : setting.arguments()) {
        float[] probabilities =
            predictor.probabilities(Clips.picture(Clips.features(Path.of(file))));
        int digit = Scores.largest(probabilities);
        setting.say("%s: %d (%s sure)", file, digit, percent(probabilities[digit]));
      }
    }
  }

  private static Report report(Model model, List<Answer> answers, double newSpeaker) {
    Clips test = answers.get(0).trial().test();
    Table table = Table.of("Recognised", "tested with", "network", "nearest clip");
    for (Answer each : answers) {
      table = table.row(each.trial().name(), percent(each.network()), percent(each.baseline()));
    }
    Pictures pictures = Pictures.of("A clip of each digit: time to the right, low tones below");
    for (String digit : Clips.DIGITS) {
      List<Clips.Clip> clips = test.where(clip -> digit.equals("" + clip.digit())).all();
      for (Clips.Clip clip : clips.subList(0, Math.min(1, clips.size()))) {
        pictures = pictures.with(shown(Clips.picture(clip.frames())), digit, clip.speaker());
      }
    }
    return Report.titled("Spoken digits")
        .summary(
            "Further clips: %s; a new speaker: %s"
                .formatted(percent(answers.get(0).network()), percent(newSpeaker)))
        .section("Results", table)
        .section("What the network hears", pictures)
        .section(
            "Further clips",
            new Confusions(model.evaluate(test.pictures(), Metrics.confusionMatrix())));
  }

  private static Pixels shown(float[] picture) {
    double[] turned = new double[picture.length];
    for (int t = 0; t < Clips.FRAMES; t++) {
      for (int band = 0; band < LogMel.BANDS; band++) {
        turned[(LogMel.BANDS - 1 - band) * Clips.FRAMES + t] = picture[t * LogMel.BANDS + band];
      }
    }
    return Pixels.scaled(LogMel.BANDS, Clips.FRAMES, 1, turned, 0, 1);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
