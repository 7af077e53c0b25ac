package dev.trine.cli.bundle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.TrineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files there are executable by their names")
class TarGzTest {
  private static final String LONG = "long/" + "folder/".repeat(20) + "name".repeat(20);

  @TempDir Path folder;

  @Test
  void isWhatTarUnpacks() throws IOException {
    Path original = tree("original");
    Path archive = folder.resolve("a.tar.gz");
    TarGz.write(original, archive);
    Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
    Execution tar = Execution.of("tar", "-xzf", archive.toString(), "-C", unpacked.toString());
    assertEquals(0, tar.status(), tar.output());
    Path copy = unpacked.resolve("original");
    assertArrayEquals(new byte[1024], Files.readAllBytes(copy.resolve("two blocks")));
    assertEquals("x", Files.readString(copy.resolve(LONG)));
    assertEquals("echo", Files.readString(copy.resolve("program")));
    assertTrue(Files.isExecutable(copy.resolve("program")));
    assertFalse(Files.isExecutable(copy.resolve("two blocks")));
    assertTrue(Files.isRegularFile(copy.resolve("link"), LinkOption.NOFOLLOW_LINKS));
    assertTrue(Files.isDirectory(copy.resolve("empty")));
  }

  @Test
  void sameFilesGiveTheSameBytes() throws IOException {
    Path one = tree("1/tree");
    Path other = tree("2/tree");
    Files.setLastModifiedTime(other.resolve("program"), FileTime.fromMillis(1));
    TarGz.write(one, folder.resolve("1.tar.gz"));
    TarGz.write(other, folder.resolve("2.tar.gz"));
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("1.tar.gz")),
        Files.readAllBytes(folder.resolve("2.tar.gz")));
  }

  @Test
  void refusesANameThatTheFormatCannotHold() throws IOException {
    Path tree = Files.createDirectory(folder.resolve("tree"));
    Files.createFile(tree.resolve("n".repeat(101)));
    Path archive = folder.resolve("a.tar.gz");
    TrineException refused = assertThrows(TrineException.class, () -> TarGz.write(tree, archive));
    assertTrue(refused.getMessage().contains("nnn' is longer than the 100 bytes"));
  }

  private Path tree(String name) throws IOException {
    Path tree = Files.createDirectories(folder.resolve(name));
    Files.write(tree.resolve("two blocks"), new byte[1024]);
    Files.createDirectories(tree.resolve(LONG).getParent());
    Files.writeString(tree.resolve(LONG), "x");
    Files.createDirectory(tree.resolve("empty"));
    Path program = Files.writeString(tree.resolve("program"), "echo");
    assertTrue(program.toFile().setExecutable(true));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("program"));
    return tree;
  }
}
