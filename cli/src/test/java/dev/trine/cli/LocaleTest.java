package dev.trine.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.BackendOptions;
import dev.trine.conformance.harness.ForkedJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers read the same wherever the user is: no digits, points or groups of a locale. */
class LocaleTest {
  private static final Path PROJECT = Path.of("..");

  /** An Egyptian's Java writes 1.5 with other digits and another point. */
  private static final Locale ARABIC = Locale.forLanguageTag("ar-EG");

  private static final Pattern FOREIGN = Pattern.compile("[\\p{Nd}\u066b\u066c&&[^0-9]]");
  private static final Pattern LITERAL = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

  /** What follows the locale where none is given; a longer name is that of a register of PTX. */
  private static final Pattern LOCALISED = Pattern.compile("%[-+ ,(0-9.$]*[dfeEgG](?![a-z]{3})");

  @TempDir private Path folder;

  @Test
  void thisLocaleWouldShow() {
    assertTrue(FOREIGN.matcher(String.format(ARABIC, "%d", 1)).find());
    assertTrue(FOREIGN.matcher(String.format(ARABIC, "%.1f", 1.5)).find());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "devices",
        "check cpu --tier small",
        "train digits --backend cpu --epochs 2 --save @digits",
        "train --data @rows --target y --backend cpu --epochs 2 --save @model --report @result",
        "bench matmul 8 8 8 --backend cpu --json @result",
        "train digits --batch 5000",
        "train digits --epochs 0",
        "devices 7",
      })
  void commandsDoNotFollowIt(String arguments) throws Exception {
    Files.write(
        Path.of(file("rows")), List.of("x,y", "1.5,2.5", "0.5,7.25", "2.5,3.5", "0,1", "1,1.5"));
    List<String> options =
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Duser.language=ar",
            "-Duser.country=EG",
            "-cp",
            System.getProperty("java.class.path"));
    String[] words =
        Stream.of(arguments.split(" "))
            .map(word -> word.startsWith("@") ? file(word.substring(1)) : word)
            .toArray(String[]::new);
    ForkedJvm.Result result =
        ForkedJvm.start(folder, Map.of(), options, Launcher.class, words).await();
    String text = result.out() + result.err();
    assertTrue(text.matches("(?s).*[0-9].*"), text);
    assertFalse(FOREIGN.matcher(text).find(), text);
    if (Files.exists(Path.of(file("result")))) {
      assertFalse(FOREIGN.matcher(Files.readString(Path.of(file("result")))).find());
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  /** In whoever's process it is used. */
  @Test
  void theLibraryDoesNotFollowIt() {
    Locale before = Locale.getDefault();
    Locale.setDefault(ARABIC);
    try {
      String message = "";
      try {
        BackendOptions.defaults().withThreads(-3);
      } catch (IllegalArgumentException refused) {
        message = refused.getMessage();
      }
      assertTrue(message.contains("-3"), message);
    } finally {
      Locale.setDefault(before);
    }
  }

  /** Of whole numbers {@code %s} is the same everywhere; others are formatted for no locale. */
  @Test
  void noFormatInTheSourcesFollowsIt() throws Exception {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(PROJECT)) {
      for (Path file :
          files
              .filter(f -> f.toString().replace('\\', '/').matches(".*/src/main/.*\\.java"))
              .toList()) {
        String source = Files.readString(file);
        Matcher literal = LITERAL.matcher(source);
        while (literal.find()) {
          if (LOCALISED.matcher(literal.group()).find()
              && !isForNone(statementBefore(source, literal.start()))) {
            found.add(file + ": " + literal.group());
          }
        }
      }
    }
    assertEquals(List.of(), found, "use %s for whole numbers, String.format(Locale.ROOT, …) else");
  }

  /** Examples print by {@link dev.trine.examples.Setting#say}, which formats for no locale. */
  private static boolean isForNone(String statement) {
    return statement.contains("Locale.ROOT") || statement.contains("setting.say(");
  }

  private static String statementBefore(String source, int end) {
    int start = end;
    while (start > 0 && ";{}".indexOf(source.charAt(start - 1)) < 0) {
      start--;
    }
    return source.substring(start, end);
  }
}
