package dev.trine.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A saved file takes the place of another, or leaves that as it was. */
class ReplacementTest {
  @TempDir Path folder;

  private static Safetensors content(float value) {
    return new Safetensors(
        Map.of(), Map.of("t", new Safetensors.Tensor(Shape.of(), new float[] {value})));
  }

  private static float value(Path file) {
    return Safetensors.read(file).tensors().get("t").values()[0];
  }

  private static List<Path> files(Path in) throws IOException {
    try (Stream<Path> files = Files.list(in)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
    Path file = folder.resolve("new/folder/model.safetensors");
    Safetensors.write(file, content(1));
    Safetensors.write(file, content(2));
    assertEquals(2, value(file));
    assertEquals(List.of(file), files(file.getParent()));
  }

  @Test
  void aFolderIsNotReplaced() throws IOException {
    Path file = Files.createDirectories(folder.resolve("occupied"));
    String message =
        assertThrows(ModelFormatException.class, () -> Safetensors.write(file, content(1)))
            .getMessage();
    assertTrue(message.contains(file.toString()), message);
    assertEquals(List.of(file), files(folder));
  }

  @Test
  void whatFailsHalfwayLeavesTheOldFile() throws IOException {
    Path file = folder.resolve("model");
    Safetensors.write(file, content(1));
    IOException full = new IOException("No space left on device");
    IOException thrown =
        assertThrows(
            IOException.class,
            () ->
                new Replacement(FileOperations.SYSTEM)
                    .write(
                        file,
                        channel -> {
                          channel.write(ByteBuffer.allocate(100));
                          throw full;
                        }));
    assertEquals(full, thrown);
    assertEquals(1, value(file));
    assertEquals(List.of(file), files(folder));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void permissionsAreKept() throws IOException {
    Path file = folder.resolve("model");
    Safetensors.write(file, content(1));
    for (String mode : List.of("rw-------", "rw-rw-rw-", "rwxr-x---", "r--------")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Safetensors.write(file, content(2));
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatIsPrivateIsNeverPublicMeanwhile() throws IOException {
    Path file = folder.resolve("model");
    Files.createFile(file);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    new Replacement(FileOperations.SYSTEM)
        .write(
            file,
            channel -> {
              for (Path each : files(folder)) {
                String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(each));
                assertEquals("rw-------", mode);
              }
            });
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aNewFileHasThePermissionsOfAnyNewFile() throws IOException {
    Path file = folder.resolve("model");
    Safetensors.write(file, content(1));
    Path other = Files.createFile(folder.resolve("other"));
    assertEquals(Files.getPosixFilePermissions(other), Files.getPosixFilePermissions(file));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkStaysAndItsFileIsWritten() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real")).resolve("model");
    Path near = Files.createSymbolicLink(folder.resolve("near"), Path.of("real/model"));
    Path far = Files.createSymbolicLink(folder.resolve("far"), near);
    for (Path link : List.of(near, far)) {
      Files.deleteIfExists(real);
      Safetensors.write(link, content(1)); // leads nowhere yet
      Safetensors.write(link, content(2));
      assertTrue(Files.isSymbolicLink(link));
      assertEquals(2, value(real));
    }
    assertEquals(List.of(real), files(real.getParent()));
    assertEquals(3, files(folder).size());
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aLinkedFolderIsAFolder() throws IOException {
    Path real = Files.createDirectory(folder.resolve("real"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    Safetensors.write(link.resolve("model"), content(1));
    assertEquals(1, value(real.resolve("model")));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksInACircleAreRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("link"));
    assertThrows(ModelFormatException.class, () -> Safetensors.write(link, content(1)));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDeviceIsNotReplaced() {
    Path device = Path.of("/dev/null");
    String message =
        assertThrows(ModelFormatException.class, () -> Safetensors.write(device, content(1)))
            .getMessage();
    assertTrue(message.contains("no regular file"), message);
  }

  @Test
  void whatAKilledProcessLeftIsRemoved() throws IOException {
    Path file = folder.resolve("a[b]+.safetensors");
    Files.write(folder.resolve(file.getFileName() + ".0badcafe.part"), new byte[1000]);
    List<Path> others =
        Stream.of(
                "a[b]+.safetensors.part",
                "a[b]+.safetensors.0badcafe.part.mine",
                "a[b]+.safetensors.nothexed.part",
                "abc.safetensors.0badcafe.part")
            .map(folder::resolve)
            .toList();
    for (Path other : others) {
      Files.createFile(other);
    }
    Safetensors.write(file, content(1));
    assertEquals(Stream.concat(Stream.of(file), others.stream()).sorted().toList(), files(folder));
  }

  /** So that other processes let it be; within one process a second lock is an error. */
  @Test
  void whatIsBeingWrittenIsLocked() throws IOException {
    new Replacement(FileOperations.SYSTEM)
        .write(
            folder.resolve("model"),
            channel -> {
              Path part = files(folder).get(0);
              assertTrue(part.getFileName().toString().matches("model\\.[0-9a-f]{8}\\.part"));
              try (FileChannel again = FileChannel.open(part, StandardOpenOption.WRITE)) {
                assertThrows(OverlappingFileLockException.class, again::tryLock);
              }
            });
  }

  @Test
  void anEmptyOneIsLeftToItsProcessForAMinute() throws IOException {
    Path part = Files.createFile(folder.resolve("model.0badcafe.part"));
    Safetensors.write(folder.resolve("model"), content(1));
    assertTrue(Files.exists(part));
    Files.setLastModifiedTime(part, FileTime.from(Instant.now().minusSeconds(120)));
    Safetensors.write(folder.resolve("model"), content(1));
    assertTrue(Files.notExists(part));
  }

  @Test
  void whatAnotherThreadIsWritingStays() throws Exception {
    Path file = folder.resolve("model");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    Throwable[] failure = new Throwable[1];
    Thread slow =
        new Thread(
            () -> {
              try {
                new Replacement(FileOperations.SYSTEM)
                    .write(
                        file,
                        channel -> {
                          begun.countDown();
                          channel.write(ByteBuffer.wrap(new byte[] {7}));
                          await(end);
                        });
              } catch (IOException failed) {
                failure[0] = failed;
              }
            });
    slow.start();
    begun.await();
    Safetensors.write(file, content(1));
    end.countDown();
    slow.join();
    assertEquals(null, failure[0]);
    assertEquals(1, Files.size(file));
    assertEquals(List.of(file), files(folder));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void whatAnotherProcessIsWritingStays() throws Exception {
    Path file = folder.resolve("model");
    Path part = Files.write(folder.resolve("model.0badcafe.part"), new byte[10]);
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                part.toString())
            .start();
    try {
      assertEquals('!', writer.getInputStream().read());
      Safetensors.write(file, content(1));
      assertTrue(Files.exists(part));
    } finally {
      writer.destroyForcibly().waitFor();
    }
    Safetensors.write(file, content(2));
    assertEquals(List.of(file), files(folder));
  }

  /** A process that holds a part file until it is killed. */
  static final class Holder {
    public static void main(String[] arguments) throws Exception {
      FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
      channel.lock();
      System.out.print('!');
      System.out.flush();
      Thread.sleep(Long.MAX_VALUE);
    }
  }

  @Test
  void manyMaySaveAtOnce() throws IOException {
    Path file = folder.resolve("model");
    IntStream.range(0, 40).parallel().forEach(i -> Safetensors.write(file, content(i)));
    assertTrue(value(file) >= 0);
    assertEquals(List.of(file), files(folder));
  }

  @Test
  void aFileSystemWithoutPermissionsAndLocksWillDo() throws IOException {
    Path archive = folder.resolve("models.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      Path file = zip.getPath("/folder/model");
      Safetensors.write(file, content(1));
      Safetensors.write(file, content(2));
      assertEquals(2, value(file));
      assertEquals(List.of(file), files(file.getParent()));
    }
  }
}
