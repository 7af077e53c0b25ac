package dev.trine.dataset.folder;

import dev.trine.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a folder with a subfolder for each class, by which they are labelled; or without
 * such, then of no class.
 *
 * @param files class by class, in the order of their names
 * @param labels the class of each, by its number; none without classes
 * @param classes the names of the subfolders in the order of their characters; none without
 */
public record LabelledFiles(List<Path> files, List<Integer> labels, List<String> classes) {
  public LabelledFiles {
    files = List.copyOf(files);
    labels = List.copyOf(labels);
    classes = List.copyOf(classes);
  }

  /**
   * Lists a folder. What is hidden by a name that begins with a dot, and a class's subfolder that
   * holds nothing else, is left out; folders are not searched deeper.
   *
   * @param endings of names that are expected, in lower case: {@code .png}
   * @throws DataException if the folder cannot be read or has no class, or there is another file or
   *     folder than expected, naming it
   */
  public static LabelledFiles of(Path folder, Set<String> endings) {
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (Path subfolder : listed(folder)) {
      if (!Files.isDirectory(subfolder)) {
        throw new DataException(
            "%s is not in a folder of its class: put it into %s/<class>, or take it away"
                .formatted(subfolder, folder));
      }
      List<Path> ofClass = listed(subfolder);
      for (Path file : ofClass) {
        check(file, endings);
      }
      if (!ofClass.isEmpty()) {
        labels.addAll(Collections.nCopies(ofClass.size(), classes.size()));
        files.addAll(ofClass);
        classes.add(subfolder.getFileName().toString());
      }
    }
    if (files.isEmpty()) {
      throw new DataException(
          "%s has no subfolder with files named %s: give a folder that has one for each class"
              .formatted(folder, named(endings)));
    }
    return new LabelledFiles(files, labels, classes);
  }

  /**
   * Lists a folder of files without classes, in the order of their names. What is hidden by a name
   * that begins with a dot is left out.
   *
   * @param endings of names that are expected, in lower case
   * @throws DataException if the folder cannot be read or is empty, or there is another file or a
   *     folder in it, naming it
   */
  public static LabelledFiles unlabelled(Path folder, Set<String> endings) {
    List<Path> files = listed(folder);
    files.forEach(file -> check(file, endings));
    if (files.isEmpty()) {
      throw new DataException(
          "%s is empty, expected files named %s".formatted(folder, named(endings)));
    }
    return new LabelledFiles(files, List.of(), List.of());
  }

  private static List<Path> listed(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !path.getFileName().toString().startsWith("."))
          .sorted(Comparator.comparing(path -> path.getFileName().toString()))
          .toList();
    } catch (IOException unreadable) {
      throw new DataException(
          "%s cannot be read: %s; expected a folder".formatted(folder, unreadable), unreadable);
    }
  }

  private static void check(Path file, Set<String> endings) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    if (!Files.isRegularFile(file) || endings.stream().noneMatch(name::endsWith)) {
      throw new DataException(
          "%s is foreign here, expected files named %s: take it away or convert it"
              .formatted(file, named(endings)));
    }
  }

  private static String named(Set<String> endings) {
    return String.join(" or ", endings.stream().sorted().toList());
  }
}
