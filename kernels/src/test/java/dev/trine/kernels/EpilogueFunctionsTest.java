package dev.trine.kernels;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trine.backend.op.Epilogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpilogueFunctionsTest {
  private static final Path FILE =
      Path.of("src/main/resources/dev/trine/kernels/epilogue_functions.h");

  @Test
  void theFileIsOfThePresentExpressions() throws IOException {
    assertEquals(
        EpilogueFunctions.text(),
        Files.readString(FILE),
        () -> FILE + " is of another state of the expressions: write it anew, see CONTRIBUTING.md");
  }

  @Test
  void everyEpilogueHasACodeOfItsOwn() {
    assertEquals(0, EpilogueFunctions.code(Epilogue.NONE));
    List<Epilogue> all = Epilogue.all();
    for (int i = 0; i < all.size(); i++) {
      assertEquals(i + 1, EpilogueFunctions.code(all.get(i)));
    }
  }
}
