package dev.trine.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import dev.trine.ModelFormatException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final String TWO_FLOATS = "{'dtype':'F32','shape':[2],'data_offsets':[0,8]}";

  @TempDir Path folder;

  /** A file as another library would write it, with ' for ". */
  private Path file(String header, byte... data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("file.safetensors"), bytes.array());
  }

  private void refused(String part, String header, int dataBytes) throws IOException {
    Path file = file(header, new byte[dataBytes]);
    refused(part, file);
  }

  private static void refused(String part, Path file) {
    String message =
        assertThrows(ModelFormatException.class, () -> Safetensors.read(file)).getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(message.contains(file.toString()), message);
  }

  private static Safetensors sample() {
    Map<String, Safetensors.Tensor> tensors = new LinkedHashMap<>();
    float[] large = new float[300_000];
    for (int i = 0; i < large.length; i++) {
      large[i] = i * 0.37f - 5;
    }
    tensors.put("dense/0/weight", new Safetensors.Tensor(Shape.of(300, 1000), large));
    tensors.put("none", new Safetensors.Tensor(Shape.of(0, 4), new float[0]));
    float[] special = {Float.NaN, -0f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
    tensors.put("special \"ü\"", new Safetensors.Tensor(Shape.of(2, 2), special));
    tensors.put("scalar", new Safetensors.Tensor(Shape.of(), new float[] {3}));
    return new Safetensors(Map.of("made by", "Trine ∎"), tensors);
  }

  @Test
  void whatIsWrittenIsReadBackBitForBit() {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, sample());
    Safetensors read = Safetensors.read(file);
    assertEquals(sample().metadata(), read.metadata());
    assertEquals(List.copyOf(sample().tensors().keySet()), List.copyOf(read.tensors().keySet()));
    sample()
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertEquals(tensor.shape(), read.tensors().get(name).shape());
              assertArrayEquals(bits(tensor), bits(read.tensors().get(name)), name);
            });
  }

  private static int[] bits(Safetensors.Tensor tensor) {
    int[] bits = new int[tensor.values().length];
    Arrays.setAll(bits, i -> Float.floatToRawIntBits(tensor.values()[i]));
    return bits;
  }

  @Test
  void theFileFollowsTheFormat() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.Tensor tensor = new Safetensors.Tensor(Shape.of(1, 2), new float[] {1, -2.5f});
    Safetensors.write(file, new Safetensors(Map.of("a", "b"), Map.of("t", tensor)));
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) bytes.getLong();
    assertEquals(0, header % 8);
    String json = new String(bytes.array(), 8, header, StandardCharsets.UTF_8);
    assertEquals(
        JsonParser.parseString(
            "{'__metadata__':{'a':'b'},'t':{'dtype':'F32','shape':[1,2],'data_offsets':[0,8]}}"),
        JsonParser.parseString(json));
    bytes.position(8 + header);
    assertEquals(1, bytes.getFloat());
    assertEquals(-2.5f, bytes.getFloat());
    assertEquals(0, bytes.remaining());
  }

  @Test
  void aTensorHasAsManyValuesAsItsShape() {
    assertThrows(
        IllegalArgumentException.class, () -> new Safetensors.Tensor(Shape.of(2, 2), new float[3]));
  }

  @Test
  void aFileOfAnotherLibraryIsRead() throws IOException {
    byte[] data = new byte[12];
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).putFloat(7).putFloat(8).putFloat(9);
    Path file =
        file(
            "{'b':{'data_offsets':[4,12],'shape':[2,1],'dtype':'F32'},"
                + " 'a':{'data_offsets':[0,4],'shape':[],'dtype':'F32'}}   ",
            data);
    Safetensors read = Safetensors.read(file);
    assertTrue(read.metadata().isEmpty());
    assertArrayEquals(new float[] {8, 9}, read.tensors().get("b").values());
    assertArrayEquals(new float[] {7}, read.tensors().get("a").values());
    assertEquals(Shape.of(), read.tensors().get("a").shape());
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    refused("There is no model file", folder.resolve("absent"));
  }

  @Test
  void aFolderIsNoFile() {
    refused("cannot be read", folder);
  }

  @Test
  void everyPrefixOfAFileIsRefused() throws IOException {
    Path whole = file("{'__metadata__':{'a':'b'},'t':" + TWO_FLOATS + "}", new byte[8]);
    byte[] bytes = Files.readAllBytes(whole);
    for (int length = 0; length < bytes.length; length++) {
      Path part = Files.write(folder.resolve("part"), Arrays.copyOf(bytes, length));
      assertThrows(ModelFormatException.class, () -> Safetensors.read(part));
    }
  }

  @Test
  void headersThatCannotBeAreRefusedBeforeTheyAreRead() throws IOException {
    for (long size : new long[] {-1, 0, 1, 100, Long.MAX_VALUE, 0x7b22_7b22_7b22_7b22L}) {
      ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(size);
      refused("header", Files.write(folder.resolve("file"), bytes.array()));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "not json at all",
        "[]",
        "{'t':",
        "{'__metadata__':[]}",
        "{'__metadata__':{'a':null}}",
        "{'__metadata__':{'a':{}}}",
        "{'t':null}",
        "{'t':5}",
        "{'t':{}}",
        "{'t':{'dtype':'F32','shape':[2]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0]}}",
        "{'t':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':['x'],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[null],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2.5],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':null,'shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[8,0]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[-8,0]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,1e99]}}",
        "{'t':{'dtype':'F32','shape':[4611686018427387904],'data_offsets':[0,0]}}",
        "{'t':{'dtype':'F32','shape':[4294967296,4294967296],'data_offsets':[0,0]}}",
        "",
        " {'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "\uFEFF{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} {}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}\u0000",
        "{t:{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':F32,'shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32';'shape':[2];'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0;8]}}",
        "{'t'={'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},}",
        "{'t':{'dtype':'F32','shape':[2,],'data_offsets':[0,8]}}",
        "{/**/'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'\n':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'\\ud800':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':['2'],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[02],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2e0],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[true],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':['0','8']}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[-0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8.0]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,18446744073709551624]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,9223372036854775808]}}",
        "{'t':{'dtype':'f32','shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':5,'shape':[2],'data_offsets':[0,8]}}",
        "{'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}",
        "{'__metadata__':null,'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
        "{'__metadata__':{'a':1},'t':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}",
      })
  void malformedHeadersAreRefused(String header) throws IOException {
    refused("", header, 8);
  }

  @Test
  void aHeaderThatIsNoUtf8IsRefused() throws IOException {
    Path file = file("{'__metadata__':{'a':'b'}}");
    byte[] bytes = Files.readAllBytes(file);
    bytes[8 + "{'__metadata__':{'".length()] = (byte) 0xC0;
    refused("UTF-8", Files.write(file, bytes));
  }

  @Test
  void nestingWithoutEndIsRefused() throws IOException {
    for (String opening : List.of("[", "{'a':", "[{'a':")) {
      String nested = opening.repeat(200_000);
      refused("nested deeper", "{'t':" + nested, 0);
      refused("nested deeper", "{'__metadata__':" + nested, 0);
      refused("malformed header", nested, 0);
    }
  }

  @Test
  void namesThatAreThereTwiceAreRefused() throws IOException {
    refused("t is there twice", "{'t':" + TWO_FLOATS + ",'t':" + TWO_FLOATS + "}", 8);
    refused("twice", "{'t':" + TWO_FLOATS + ",'\\u0074':" + TWO_FLOATS + "}", 8);
    refused("twice", "{'__metadata__':{'a':'b','a':'b'},'t':" + TWO_FLOATS + "}", 8);
    refused("twice", "{'__metadata__':{},'__metadata__':{},'t':" + TWO_FLOATS + "}", 8);
    refused("t.shape", "{'t':" + TWO_FLOATS.replace("}", ",'shape':[2]}") + "}", 8);
  }

  @Test
  void theFieldThatIsWrongIsNamed() throws IOException {
    refused("t.shape[0] is \"2\"", "{'t':" + TWO_FLOATS.replace("[2]", "['2']") + "}", 8);
    refused("t.data_offsets[1] is 8.5", "{'t':" + TWO_FLOATS.replace("8", "8.5") + "}", 8);
    refused("t.dtype is missing", "{'t':" + TWO_FLOATS.replace("'dtype':'F32',", "") + "}", 8);
  }

  @Test
  void aHeaderLargerThanTheFormatAllowsIsRefused() throws IOException {
    Path file = folder.resolve("large");
    try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
      large.writeLong(Long.reverseBytes(100_000_001));
      large.setLength(200_000_000);
    }
    refused("100000001", file);
  }

  @Test
  void whatCouldNotBeReadBackIsNotWritten() {
    Safetensors.Tensor tensor = new Safetensors.Tensor(Shape.of(), new float[1]);
    notWritten("__metadata__", new Safetensors(Map.of(), Map.of("__metadata__", tensor)));
    notWritten("surrogate", new Safetensors(Map.of(), Map.of("\ud800", tensor)));
    notWritten("surrogate", new Safetensors(Map.of("a", "\udc00"), Map.of()));
  }

  private void notWritten(String part, Safetensors content) {
    Path file = folder.resolve("never");
    String message =
        assertThrows(IllegalArgumentException.class, () -> Safetensors.write(file, content))
            .getMessage();
    assertTrue(message.contains(part), message);
    assertTrue(Files.notExists(file));
  }

  /** A direct buffer for each file would stay until the next garbage collection. */
  @Test
  void filesShareTheirNativeMemory() {
    Path file = folder.resolve("model.safetensors");
    long first = directBytesAfter(file, sample());
    for (int i = 0; i < 5; i++) {
      assertTrue(directBytesAfter(file, sample()) <= first);
    }
  }

  /** Java keeps a direct buffer as large as the largest heap buffer that a thread transferred. */
  @Test
  void aLongHeaderTakesNoMoreNativeMemory() {
    Path file = folder.resolve("model.safetensors");
    long before = directBytesAfter(file, sample());
    Map<String, String> metadata = Map.of("long", "x".repeat(3_000_000));
    assertTrue(directBytesAfter(file, new Safetensors(metadata, Map.of())) <= before);
  }

  private static long directBytesAfter(Path file, Safetensors content) {
    Safetensors.write(file, content);
    Safetensors.read(file);
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .findFirst()
        .orElseThrow()
        .getTotalCapacity();
  }

  @Test
  void otherTypesAreNamed() throws IOException {
    refused("F16", "{'w':{'dtype':'F16','shape':[4],'data_offsets':[0,8]}}", 8);
  }

  @Test
  void tensorsThatOverlapAreRefused() throws IOException {
    refused("'u'", "{'t':" + TWO_FLOATS + ",'u':" + TWO_FLOATS + "}", 8);
  }

  @Test
  void dataThatNoTensorHasIsRefused() throws IOException {
    refused("damaged", "{'t':" + TWO_FLOATS + "}", 12);
    refused("'t'", "{'t':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}", 8);
    refused("[4, 8)", "{'t':{'dtype':'F32','shape':[2],'data_offsets':[4,8]}}", 8);
    String behindAHole = TWO_FLOATS.replace("[0,8]", "[12,20]");
    refused("'u'", "{'t':" + TWO_FLOATS + ",'u':" + behindAHole + "}", 20);
  }

  /** What torch_models.py has written, each type beside PyTorch's own conversion. */
  @ParameterizedTest
  @ValueSource(strings = {"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8"})
  void otherNumbersAreRoundedAsPyTorchDoes(String type) throws Exception {
    Path file = Path.of(getClass().getResource("/dev/trine/nn/torch_types.safetensors").toURI());
    String single = type + " as F32";
    Map<String, Safetensors.Tensor> read = Safetensors.read(file, List.of(type, single)).tensors();
    assertEquals(Set.of(type, single), read.keySet());
    assertArrayEquals(canonical(read.get(single)), canonical(read.get(type)));
    refused("F64", file);
  }

  /** Bits, with one NaN. */
  private static int[] canonical(Safetensors.Tensor tensor) {
    int[] bits = new int[tensor.values().length];
    Arrays.setAll(bits, i -> Float.floatToIntBits(tensor.values()[i]));
    return bits;
  }

  @Test
  void tensorsThatAreNotThereAreNamed() throws IOException {
    Path file =
        file(
            "{'t':%s,'i':{'dtype':'U64','shape':[1],'data_offsets':[8,16]}}".formatted(TWO_FLOATS),
            new byte[16]);
    assertEquals(Set.of("t"), Safetensors.read(file, List.of("t")).tensors().keySet());
    for (String[] asked :
        new String[][] {{"u", "no tensor 'u' among [t, i]"}, {"i", "'i' as U64"}}) {
      String message =
          assertThrows(ModelFormatException.class, () -> Safetensors.read(file, List.of(asked[0])))
              .getMessage();
      assertTrue(message.contains(asked[1]) && message.contains(file.toString()), message);
    }
  }
}
