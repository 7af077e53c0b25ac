package dev.trine.dataset.sound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.dataset.Mutants;
import dev.trine.dataset.Refusal;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SoundFolderTest {
  private static final int RATE = 8000;

  /** What follows on the format's number in its identifier. */
  private static final byte[] GUID_OF_MEDIA =
      HexFormat.of().parseHex("000000001000800000aa00389b71");

  @TempDir Path folder;

  /** What {@code sound_files.py} wrote: a sound, and what it holds. */
  record Known(String name, double[] mono, byte[] file) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Known> sounds() throws IOException {
    try (InputStream resource = SoundFolderTest.class.getResourceAsStream("sounds.tsv")) {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t"))
          .map(
              cells ->
                  new Known(
                      cells[0],
                      Arrays.stream(cells[1].split(",")).mapToDouble(Double::parseDouble).toArray(),
                      Base64.getDecoder().decode(cells[2])))
          .toList();
    }
  }

  private static byte[] sound(String name) throws IOException {
    return sounds().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().file();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @ParameterizedTest
  @MethodSource("sounds")
  void everyFormatIsReadCutAndFilledUp(Known known) throws IOException {
    write("a/sound.wav", known.file());
    int length = known.mono().length;
    for (int frames : new int[] {1, length - 2, length, length + 3}) {
      double[] expected = Arrays.copyOf(known.mono(), frames);
      SoundFolder sounds = SoundFolder.of(folder, RATE, frames);
      assertArrayEquals(expected, sounds.streamed().read("features", 0), 1e-7);
      assertArrayEquals(expected, sounds.loaded().read("features", 0), 1e-7);
    }
  }

  @Test
  void subfoldersAreClasses() throws IOException {
    byte[] sound = sound("one channel");
    write("yes/2.wav", sound);
    write("no/1.WAV", sound);
    SoundFolder sounds = SoundFolder.of(folder, RATE, 5);
    for (Dataset set : List.of(sounds.streamed(), sounds.loaded())) {
      assertEquals(
          List.of(
              Field.input("features", new TensorType(TensorType.f32().type(), Shape.of(5, 1))),
              Field.labels("targets", List.of("no", "yes"))),
          set.fields());
      assertEquals(1, set.read("targets", 1)[0]);
    }
  }

  /** Blocks are of 64 KiB, so that this takes several. */
  @Test
  void longOnesAreReadToTheirEnd() throws IOException {
    int frames = 100_000;
    ByteBuffer file = ByteBuffer.allocate(44 + 2 * frames).order(ByteOrder.LITTLE_ENDIAN);
    file.put(sound("one channel"), 0, 44).putInt(40, 2 * frames);
    for (int i = 0; i < frames; i++) {
      file.putShort((short) (i % 30_000));
    }
    write("a/long.wav", file.array());
    double[] read = SoundFolder.of(folder, RATE, frames).loaded().read("features", 0);
    for (int i = 0; i < frames; i++) {
      assertEquals(i % 30_000 / 32768.0, read[i]);
    }
  }

  /** Parts of an odd number of bytes have one more behind them. */
  @Test
  void partsOfNoInterestAreLeftOut() throws IOException {
    byte[] whole = sound("one channel");
    ByteBuffer file = ByteBuffer.allocate(whole.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    file.put(whole, 0, 36).put("LIST".getBytes()).putInt(3).put("abc".getBytes()).put((byte) 0);
    write("a/listed.wav", file.put(whole, 36, whole.length - 36).array());
    write("a/plain.wav", whole);
    Dataset set = SoundFolder.of(folder, RATE, 9).loaded();
    assertArrayEquals(set.read("features", 1), set.read("features", 0));
  }

  /** The form that more than 16 bits are to have, by Microsoft's definition. */
  @Test
  void extensibleFormatsAreRead() throws IOException {
    ByteBuffer file = ByteBuffer.allocate(12 + 8 + 40 + 8 + 4).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes()).putInt(64).put("WAVEfmt ".getBytes()).putInt(40);
    file.putShort((short) 0xFFFE).putShort((short) 1).putInt(RATE).putInt(4 * RATE);
    file.putShort((short) 4).putShort((short) 32).putShort((short) 22).putShort((short) 32);
    file.putInt(4).putShort((short) 3).put(GUID_OF_MEDIA);
    file.put("data".getBytes()).putInt(4).putFloat(-0.625f);
    write("a/extensible.wav", file.array());
    double[] read = SoundFolder.of(folder, RATE, 2).loaded().read("features", 0);
    assertArrayEquals(new double[] {-0.625, 0}, read);
  }

  private void refused(byte[] file, String... parts) throws IOException {
    write("a/bad.wav", file);
    SoundFolder sounds = SoundFolder.of(folder, RATE, 5);
    Refusal.says(sounds::loaded, parts);
    Refusal.says(() -> sounds.streamed().read("features", 0), parts);
  }

  private static byte[] withShort(int at, int value) throws IOException {
    byte[] file = sound("one channel");
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
    return file;
  }

  @Test
  void whatIsMalformedIsNamed() throws IOException {
    byte[] whole = sound("one channel");
    refused(Arrays.copyOf(whole, 50), "bad.wav, byte 36: a part of 18 bytes", "but 6 follow");
    refused(Arrays.copyOf(whole, 36), "bad.wav has no part 'data' behind");
    refused(Arrays.copyOf(whole, 12), "bad.wav has no part 'fmt '");
    refused("no sound".getBytes(), "bad.wav does not begin with RIFF");
    refused(withShort(24, 16000), "bad.wav has 16000 frames a second, expected 8000", "-ar 8000");
    refused(withShort(20, 85), "bad.wav: the part 'fmt ' declares the format 85 with 16 bits");
    refused(withShort(34, 12), "bad.wav: the part 'fmt ' declares the format 1 with 12 bits");
    refused(withShort(22, 0), "bad.wav: the part 'fmt ' declares 0 channels");
    refused(withShort(16, 4), "bad.wav: the part 'fmt ' has 4 bytes, expected at least 16");
    byte[] half = withShort(40, 17);
    refused(half, "bad.wav: the part 'data' has 17 bytes", "frames of 2");
    byte[] vast = withShort(42, 0x7FFF);
    refused(vast, "bad.wav, byte 36: a part of 2147418130 bytes", "cut short");
    assertThrows(IllegalArgumentException.class, () -> SoundFolder.of(folder, 0, 5));
    write("a/other.mp3", whole);
    Refusal.says(() -> SoundFolder.of(folder, RATE, 5), "other.mp3 is foreign here", ".wav");
  }

  @Test
  void damagedFilesAreReadOrRefused() throws IOException {
    for (String name : List.of("24 bits", "float")) {
      Path mutant = write("a/mutant.wav", sound(name));
      Mutants.areReadOrRefused(
          sound(name), mutant, () -> SoundFolder.of(folder, RATE, 12).streamed());
    }
  }
}
