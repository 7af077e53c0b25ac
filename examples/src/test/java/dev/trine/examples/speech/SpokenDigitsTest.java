package dev.trine.examples.speech;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.DataException;
import dev.trine.examples.TestSetting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On tones instead of words: four of each digit, high or low as its bits are, by two voices. */
class SpokenDigitsTest {
  private static final int RATE = 8000;
  private static final SpokenDigits SMALL = new SpokenDigits(new Recogniser(12));

  @TempDir private Path folder;
  private Path data;

  @BeforeEach
  void writeAll() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    SplittableRandom random = new SplittableRandom(1);
    for (int digit = 0; digit < 10; digit++) {
      for (int number = 0; number < 12; number++) {
        for (String speaker : List.of("high", "low")) {
          String name = "%s_%s_%s.wav".formatted(digit, speaker, number);
          writeTones(data.resolve(name), digit, speaker.equals("high") ? 1.05 : 1, random);
        }
      }
    }
  }

  private static void writeTones(Path file, int digit, double height, SplittableRandom random)
      throws IOException {
    int each = 600 + random.nextInt(200);
    int bytes = 2 * 4 * each;
    ByteBuffer wav = ByteBuffer.allocate(44 + bytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes()).putInt(36 + bytes).put("WAVEfmt ".getBytes()).putInt(16);
    wav.putShort((short) 1).putShort((short) 1).putInt(RATE).putInt(2 * RATE);
    wav.putShort((short) 2).putShort((short) 16).put("data".getBytes()).putInt(bytes);
    for (int i = 0; i < 4 * each; i++) {
      double hertz = height * ((digit >> i / each & 1) == 0 ? 400 : 1500);
      wav.putShort((short) (8000 * Math.sin(2 * Math.PI * hertz * i / RATE)));
    }
    Files.write(file, wav.array());
  }

  @Test
  void tellsTonesApartAndTrainsOnce() throws IOException {
    String tone = data.resolve("3_low_0.wav").toString();
    List<String> first = TestSetting.run(SMALL, folder, data, tone);
    String all = String.join("\n", first);
    assertTrue(first.contains("240 clips by high, low"), all);
    assertEquals(3, first.stream().filter(line -> line.startsWith("training")).count(), all);
    assertTrue(TestSetting.number(first, "Further clips") > 50, all);
    assertTrue(TestSetting.number(first, "Baseline for further clips") > 70, all);
    assertTrue(TestSetting.number(first, "A new speaker") > 30, all);
    assertTrue(all.contains(tone + ": 3 ("), all);
    String page = Files.readString(folder.resolve("report.html"));
    assertTrue(page.contains("without low") && page.contains("Confusion matrix"), page);

    List<String> second = TestSetting.run(SMALL, folder, data);
    assertFalse(second.stream().anyMatch(line -> line.startsWith("training")), second.toString());
    for (String line : List.of("A new speaker", "Baseline for a new speaker")) {
      assertEquals(TestSetting.number(first, line), TestSetting.number(second, line));
    }
  }

  @Test
  void saysWhereToGetTheRecordings() throws IOException {
    assertSays(null, "Free Spoken Digit Dataset", "--data");
    assertSays(Files.createDirectory(folder.resolve("empty")), "empty", "7_jackson_0.wav");
    Path alone = Files.createDirectory(folder.resolve("alone"));
    writeTones(alone.resolve("1_high_0.wav"), 1, 1, new SplittableRandom(1));
    assertSays(alone, "[high]", "two speakers");
    Files.writeString(data.resolve("1_high_0.wav"), "no sound");
    assertSays(data, "1_high_0.wav", "RIFF");
  }

  private void assertSays(Path given, String... parts) {
    String message =
        assertThrows(DataException.class, () -> TestSetting.run(SMALL, folder, given)).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message + " does not say " + part);
    }
    assertEquals(1, message.lines().count());
  }
}
