package dev.trine.graph.compile;

import dev.trine.graph.Application;
import dev.trine.graph.Node;
import dev.trine.graph.Reshape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Gives the results of some applications the places of other nodes, whose users stay as they are.
 */
final class Renaming {
  private Renaming() {}

  /**
   * The applications with other nodes for their results.
   *
   * @param results what is renamed; one that arises elsewhere, or is there twice, gets an alias
   * @param names the nodes that take the results' places, of the same types
   */
  static List<Application> of(
      List<Application> applications, List<Node> results, List<Node> names) {
    Set<Node> made = new HashSet<>();
    applications.forEach(application -> made.addAll(application.outputs()));
    Map<Node, Node> renamed = new HashMap<>();
    List<Application> aliases = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      Node result = results.get(i);
      Node name = names.get(i);
      if (!made.contains(result) || renamed.putIfAbsent(result, name) != null) {
        Node source = renamed.getOrDefault(result, result);
        aliases.add(new Application(new Reshape(name.shape()), List.of(source), List.of(name)));
      }
    }
    List<Application> all = new ArrayList<>();
    for (Application one : applications) {
      all.add(
          new Application(
              one.op(), renamed(one.inputs(), renamed), renamed(one.outputs(), renamed)));
    }
    all.addAll(aliases);
    return all;
  }

  private static List<Node> renamed(List<Node> nodes, Map<Node, Node> names) {
    return nodes.stream().map(node -> names.getOrDefault(node, node)).toList();
  }
}
