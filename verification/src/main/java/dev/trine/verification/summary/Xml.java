package dev.trine.verification.summary;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Elements of small XML files. */
final class Xml {
  private Xml() {}

  /**
   * The outermost element of a file.
   *
   * @throws IOException if it cannot be read, or is no XML: it then says which file
   */
  static Element read(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("%s is no XML: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Those of a name at any depth. */
  static Stream<Element> all(Element within, String name) {
    return elements(within.getElementsByTagName(name));
  }

  /** Those right below. */
  static List<Element> children(Element parent) {
    return elements(parent.getChildNodes()).toList();
  }

  private static Stream<Element> elements(NodeList nodes) {
    return IntStream.range(0, nodes.getLength())
        .mapToObj(nodes::item)
        .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
        .map(Element.class::cast);
  }
}
