package dev.trine.verification.record;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassRecordTest {
  @TempDir private Path folder;
  private Path sources;

  private static final class Record extends ClassRecord {
    Record(Path folder, Path sources) {
      super(folder, List.of(sources));
    }
  }

  @BeforeEach
  void writeSources() throws IOException {
    sources = Files.createDirectory(folder.resolve("sources"));
    Files.writeString(sources.resolve("Rounds.java"), "class Rounds {}");
  }

  private Record record() {
    return new Record(folder.resolve("passed"), sources);
  }

  @Test
  void whatPassedIsLeftOutUntilASourceChanges() throws IOException {
    assertFalse(record().isUnchanged(String.class));
    record().pass(String.class);
    assertTrue(record().isUnchanged(String.class));
    assertFalse(record().isUnchanged(Integer.class));
    Files.writeString(sources.resolve("Rounds.java"), "class Rounds { int round; }");
    assertFalse(record().isUnchanged(String.class));
  }

  @Test
  void withoutAFolderNothingIsLeftOut() {
    Record none = new Record(null, sources);
    none.pass(String.class);
    assertFalse(none.isUnchanged(String.class));
  }
}
