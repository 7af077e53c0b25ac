package dev.trine.examples.autocorrect;

import dev.trine.DataException;
import dev.trine.examples.Fingerprint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The words that can be meant, commonest first.
 *
 * @param words of the letters a to z
 * @param counts how often each was written
 * @param places of each word in the list
 */
record WordList(
    List<String> words, int[] counts, Map<String, Integer> places, Fingerprint fingerprint) {

  /** The commonest of novels, speeches and reports. */
  static WordList bundled() {
    try (InputStream resource = WordList.class.getResourceAsStream("words.txt.gz")) {
      byte[] content = resource.readAllBytes();
      byte[] text = new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes();
      return of(new String(text, StandardCharsets.US_ASCII), Fingerprint.of(content));
    } catch (IOException unreadable) {
      throw new DataException("The bundled words cannot be read", unreadable);
    }
  }

  private static WordList of(String text, Fingerprint fingerprint) {
    List<String[]> lines = text.lines().map(line -> line.split(" ")).toList();
    List<String> words = lines.stream().map(line -> line[0]).toList();
    int[] counts = lines.stream().mapToInt(line -> Integer.parseInt(line[1])).toArray();
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      places.put(words.get(i), i);
    }
    return new WordList(words, counts, places, fingerprint);
  }

  boolean has(String word) {
    return places.containsKey(word);
  }
}
