package dev.trine.graph.compile;

import dev.trine.graph.Alias;
import dev.trine.graph.Application;
import dev.trine.graph.Computation;
import dev.trine.graph.Node;
import dev.trine.graph.Stack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the stacks that can be computed in place of another value, part by part: each part is made
 * of the very part of that value where it lies itself, and nobody needs that later. So the gates of
 * a sequence overwrite what was projected for them, and their gradients overwrite the gates.
 */
final class Overwriting {
  private final List<Application> applications;
  private final Map<Node, Integer> producers;
  private final Map<Node, Placement.Part> parts;
  private final LoopRanges loops;
  private final Map<Node, List<Use>> uses = new HashMap<>();

  /** What is computed in place of a value, by that value. */
  private final Set<Node> overwritten = new HashSet<>();

  /**
   * Elements of a value that an application takes, or that it makes.
   *
   * @param number of the input, or of the output
   */
  private record Use(int application, int number, long start, long end) {
    boolean overlaps(Use other) {
      return start < other.end && other.start < end;
    }
  }

  private Overwriting(
      List<Application> applications,
      Map<Node, Integer> producers,
      Map<Node, Placement.Part> parts,
      LoopRanges loops) {
    this.loops = loops;
    this.applications = applications;
    this.producers = producers;
    this.parts = parts;
    for (int i = 0; i < applications.size(); i++) {
      Application application = applications.get(i);
      for (int k = 0;
          !(application.op() instanceof Alias) && k < application.inputs().size();
          k++) {
        Node input = application.input(k);
        Placement.Part in = located(input);
        uses.computeIfAbsent(in.whole(), whole -> new ArrayList<>()).add(use(i, k, in, input));
      }
    }
  }

  /**
   * What each such stack is computed in place of.
   *
   * @param producers the application in which each value arises
   * @param parts the values that are computed as parts of a stack
   */
  static Map<Node, Node> find(
      List<Application> applications,
      Map<Node, Integer> producers,
      Map<Node, Placement.Part> parts,
      LoopRanges loops) {
    Overwriting overwriting = new Overwriting(applications, producers, parts, loops);
    Map<Node, Node> found = new HashMap<>();
    for (Application application : applications) {
      if (application.op() instanceof Stack) {
        Node replaced = overwriting.replaced(application);
        if (replaced != null) {
          found.put(application.output(0), replaced);
        }
      }
    }
    return found;
  }

  private static Use use(int application, int number, Placement.Part in, Node node) {
    long end = in.start() + node.shape().elements();
    return new Use(application, number, in.start(), end);
  }

  /** What a stack is computed in place of; null for nothing. */
  private Node replaced(Application stack) {
    Node whole = stack.output(0);
    List<Use> made = made(stack);
    if (made.isEmpty() || parts.containsKey(whole)) {
      return null;
    }
    return applications.get(made.get(0).application).inputs().stream()
        .map(input -> located(input).whole())
        .filter(value -> value.type() == whole.type())
        .filter(value -> value.shape().elements() == whole.shape().elements())
        .filter(value -> uses.get(value).stream().allMatch(use -> isOver(use, made)))
        .filter(value -> made.stream().allMatch(part -> isMadeOf(value, part)))
        .filter(overwritten::add)
        .findFirst()
        .orElse(null);
  }

  /**
   * Where the parts of a stack are computed; none unless all are, right in the stack, and once: the
   * next turn of a loop would find the value overwritten.
   */
  private List<Use> made(Application stack) {
    List<Use> made = new ArrayList<>();
    for (Node input : stack.inputs()) {
      Node origin = origin(input);
      Placement.Part part = parts.get(origin);
      Application producer = applications.get(producers.get(origin));
      if (part == null
          || part.whole() != stack.output(0)
          || !(producer.op() instanceof Computation)
          || loops.isRepeated(producers.get(origin))) {
        return List.of();
      }
      int number = producer.outputs().indexOf(origin);
      made.add(use(producers.get(origin), number, part, origin));
    }
    return made;
  }

  private boolean isMadeOf(Node value, Use part) {
    return uses.get(value).stream().anyMatch(use -> isExchange(use, part));
  }

  /** Whether a use is over before any part is made that lies there, or makes that very part. */
  private boolean isOver(Use use, List<Use> made) {
    return made.stream()
        .allMatch(
            part ->
                !use.overlaps(part) || use.application < part.application || isExchange(use, part));
  }

  private boolean isExchange(Use use, Use part) {
    Application application = applications.get(part.application);
    return use.application == part.application
        && use.start == part.start
        && use.end == part.end
        && ((Computation) application.op())
            .allowsInPlace(
                application.inputs().stream().map(Node::tensorType).toList(),
                use.number,
                part.number);
  }

  /** In which value that is no part of another a node lies, and where. */
  private Placement.Part located(Node node) {
    Node whole = node;
    long start = 0;
    while (true) {
      Application producer = applications.get(producers.get(whole));
      Placement.Part part = parts.get(whole);
      if (producer.op() instanceof Alias alias) {
        Node in = producer.input(0);
        start += alias.starts(in.tensorType()).get(producer.outputs().indexOf(whole));
        whole = in;
      } else if (part != null) {
        start += part.start();
        whole = part.whole();
      } else {
        return new Placement.Part(whole, start);
      }
    }
  }

  private Node origin(Node node) {
    Node origin = node;
    while (applications.get(producers.get(origin)).op() instanceof Alias) {
      origin = applications.get(producers.get(origin)).input(0);
    }
    return origin;
  }
}
