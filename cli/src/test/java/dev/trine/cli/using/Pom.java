package dev.trine.cli.using;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What the tests read of a Maven project, or of a part of one that stands in a document. */
final class Pom {
  private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

  private final Element project;
  private final Map<String, String> properties = new HashMap<>();

  private Pom(String xml) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      project =
          factory
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(xml)))
              .getDocumentElement();
    } catch (ParserConfigurationException | SAXException wrong) {
      throw new IOException("no XML, as %s: %s".formatted(wrong.getMessage(), xml), wrong);
    }
    for (Element block : all(project, "properties")) {
      for (Element property : all(block, "*")) {
        properties.put(property.getTagName(), property.getTextContent());
      }
    }
  }

  /** That of a module, by its folder below the root; "." is the root. */
  static Pom of(String module) throws IOException {
    Pom pom = new Pom(Files.readString(Path.of("..", module, "pom.xml")));
    if (!module.equals(".")) {
      of(".").properties.forEach(pom.properties::putIfAbsent);
    }
    pom.properties.put("project.version", pom.version());
    return pom;
  }

  /** What stands between the tags of a project. */
  static Pom part(String xml) throws IOException {
    return new Pom("<project>" + xml + "</project>");
  }

  /** Its own, or that of its parent. */
  String version() {
    return all(project, "version").get(0).getTextContent();
  }

  String artifact() {
    return all(project, "artifactId").stream()
        .filter(id -> id.getParentNode() == project)
        .findFirst()
        .orElseThrow()
        .getTextContent();
  }

  /** Whether the project itself has an element of this name. */
  boolean has(String name) {
    return all(project, name).stream().anyMatch(element -> element.getParentNode() == project);
  }

  /** Null if it has none. */
  String property(String name) {
    return properties.get(name);
  }

  List<String> modules() {
    return all(project, "module").stream().map(Element::getTextContent).toList();
  }

  /**
   * Whatever it depends on or manages, as {@code group:artifact:version:classifier} without what is
   * not said.
   */
  List<String> dependencies() {
    return all(project, "dependency").stream().map(this::coordinates).toList();
  }

  private String coordinates(Element dependency) {
    List<String> parts = new ArrayList<>();
    for (String name : List.of("groupId", "artifactId", "version", "classifier")) {
      all(dependency, name).stream()
          .filter(part -> part.getParentNode() == dependency)
          .map(part -> interpolated(part.getTextContent()))
          .forEach(parts::add);
    }
    return String.join(":", parts);
  }

  private String interpolated(String text) {
    return PROPERTY
        .matcher(text)
        .replaceAll(
            name -> Matcher.quoteReplacement(properties.getOrDefault(name.group(1), name.group())));
  }

  private static List<Element> all(Element in, String name) {
    NodeList found = in.getElementsByTagName(name);
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }
}
