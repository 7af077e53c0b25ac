package dev.trine.verification.summary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** The modules of a Maven project. */
final class Modules {
  private Modules() {}

  /**
   * The name of each in Maven's output, by its folder, in the order of the project's POM, which
   * itself is the first.
   */
  static Map<String, String> of(Path root) throws IOException {
    Element parent = Xml.read(root.resolve("pom.xml"));
    Map<String, String> names = new LinkedHashMap<>();
    names.put(".", name(parent));
    List<String> folders = Xml.all(parent, "module").map(Element::getTextContent).toList();
    for (String folder : folders) {
      names.put(folder, name(Xml.read(root.resolve(folder).resolve("pom.xml"))));
    }
    return names;
  }

  private static String name(Element pom) {
    return Xml.children(pom).stream()
        .filter(child -> child.getTagName().equals("name"))
        .map(Element::getTextContent)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("a POM has no <name>: give it one"));
  }
}
