package dev.trine.nn;

import static dev.trine.nn.Layers.add;
import static dev.trine.nn.Layers.concatenate;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.residual;
import static dev.trine.nn.Layers.sequence;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.graph.ops.LastAxis;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class NetworkBuilderTest {
  /** Gives the two halves of what it takes. */
  private record Halves() implements Layer {
    @Override
    public List<Node> apply(Scope scope, List<Node> inputs) {
      long half = inputs.get(0).shape().dimension(1) / 2;
      return LastAxis.split(inputs.get(0), half, half);
    }
  }

  private static NetworkBuilder twins() {
    return Network.builder()
        .input("left", Shape.of(3))
        .input("right", Shape.of(3))
        .layer("tower", sequence(dense(4, Activation.TANH), dense(2)), "left")
        .share("twin", "tower", "right")
        .layer("joined", concatenate(), "tower", "twin")
        .layer("head", dense(5), "joined");
  }

  private static List<String> names(Network network) {
    return network.layout().parameters().stream().map(Parameter::name).toList();
  }

  private static void refused(String part, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void layersAreNamedAndPartsAfterThem() {
    assertEquals(
        List.of(
            "tower/dense/0/weight",
            "tower/dense/1/weight",
            "head/weight",
            "tower/dense/0/bias",
            "tower/dense/1/bias",
            "head/bias"),
        names(twins().build()));
  }

  @Test
  void sharedWeightsAreThereOnce() {
    assertEquals(3 * 4 + 4 + 4 * 2 + 2 + 4 * 5 + 5, twins().build().layout().elements());
  }

  @Test
  void aLayerWithoutInputsTakesWhatWasAddedLast() {
    Network chain =
        Network.builder().input("x", Shape.of(2, 2)).layer(flatten()).layer(dense(3)).build();
    assertEquals(
        List.of("flatten/0", "dense/0"), chain.layers().stream().map(Vertex::name).toList());
    assertEquals(List.of("flatten/0"), chain.layers().get(1).inputs());
    assertEquals(List.of("dense/0"), chain.outputs());
  }

  @Test
  void shapesAreThoseOfEachOutput() {
    Network network = twins().output("head", "tower").build();
    assertEquals(Shape.of(5), network.output("head"));
    assertEquals(Shape.of(2), network.output("tower"));
    refused("has no output 'joined', only [head, tower]", () -> network.output("joined"));
    String several = assertThrows(IllegalStateException.class, network::output).getMessage();
    assertEquals("The network has 2 outputs: [head, tower]", several);
    assertThrows(IllegalStateException.class, network::input);
  }

  @Test
  void aLayerMayGiveSeveralValues() {
    Network network =
        Network.builder()
            .input("x", Shape.of(6))
            .layer("halves", new Halves())
            .layer("sum", add(), "halves", "halves:1")
            .build();
    assertEquals(Shape.of(3), network.output());
    refused(
        "sum takes 'halves:2', but 'halves' has not so many outputs",
        () ->
            Network.builder()
                .input("x", Shape.of(6))
                .layer("halves", new Halves())
                .layer("sum", add(), "halves", "halves:2")
                .build());
  }

  @Test
  void whatIsFrozenLiesLast() {
    ParameterLayout layout = twins().freeze("tower/dense/0", "head/bias").build().layout();
    assertEquals(8 + 20, layout.decayed());
    assertEquals(8 + 20 + 2, layout.trained());
    assertEquals(layout.trained(), layout.changing());
    assertEquals(
        List.of("tower/dense/0/weight", "tower/dense/0/bias", "head/bias"),
        layout.parameters().subList(3, 6).stream().map(Parameter::name).toList());
    assertEquals(Parameter.Role.FROZEN, layout.parameter("head/bias").role());
  }

  @Test
  void namesThatDoNotGoTogetherAreRefused() {
    refused(
        "'head' takes 'tail', which no input and no layer before it is called",
        () -> Network.builder().input("x", Shape.of(2)).layer("head", dense(1), "tail").build());
    refused(
        "'x' is there twice",
        () -> Network.builder().input("x", Shape.of(2)).layer("x", dense(1)).build());
    refused(
        "is named 'a:b', expected words",
        () -> Network.builder().input("x", Shape.of(2)).layer("a:b", dense(1)).build());
    refused(
        "[right] leads to no output; leave it out, or make it one of the outputs [head]",
        () ->
            Network.builder()
                .input("x", Shape.of(2))
                .input("right", Shape.of(2))
                .layer("head", dense(1), "x")
                .build());
    refused(
        "'twin' shares the weights of 'tower', which no layer before it is called",
        () -> Network.builder().input("x", Shape.of(2)).share("twin", "tower", "x"));
    refused(
        "nothing to freeze in 'towr': the parameters are [tower/dense/0/weight",
        () -> twins().freeze("towr").build());
    refused("The network gives 'tail'", () -> twins().output("tail").build());
    refused("no input yet", () -> Network.builder().layer(dense(1)));
    refused("0 inputs and 0 outputs", () -> Network.builder().build());
    refused("takes nothing", () -> new Vertex("a", dense(1), "a", List.of()));
  }

  @Test
  void aShareOfAShareIsOneOfTheirOwner() {
    Network network = twins().share("third", "twin", "right").output("head", "third").build();
    Vertex third = network.layers().get(network.layers().size() - 1);
    assertEquals("tower", third.weights());
  }

  @Test
  void outputsAreBatchesOfNumbers() {
    refused(
        "joined: it gives F32[2] for a batch of 1, expected [batch, …]; flatten() before it",
        () ->
            Network.builder()
                .input("a", Shape.of())
                .input("b", Shape.of())
                .layer("joined", concatenate(), "a", "b")
                .build());
    TensorType bytes = new TensorType(DType.U8, Shape.of(3));
    refused(
        "The network gives 'x' as U8, expected F32; scale(1, 0) makes that of it",
        () -> Network.builder().input("x", bytes).build());
  }

  @Test
  void sharingAChainOfSharesIsRefused() {
    Vertex tower = new Vertex("tower", dense(2), "tower", List.of("x"));
    Vertex twin = new Vertex("twin", dense(2), "tower", List.of("x"));
    Vertex third = new Vertex("third", dense(2), "twin", List.of("x"));
    Vertex other = new Vertex("other", dense(3), "tower", List.of("x"));
    List<Network.Input> input =
        Network.of(Shape.of(2), dense(1)).inputs().stream()
            .map(features -> new Network.Input("x", features.type()))
            .toList();
    refused(
        "'third' shares the weights of 'twin', which is no layer before it with weights of its own",
        () -> new Network(input, List.of(tower, twin, third), List.of("third"), Set.of()));
    refused(
        "'other' shares the weights of 'tower', which is no layer before it with weights of its own and of its kind",
        () -> new Network(input, List.of(tower, other), List.of("other"), Set.of()));
  }

  @Test
  void whatDoesNotFitIsNamedByItsPath() {
    refused(
        "twin: dense/0: it shares the parameter 'tower/dense/0/weight' of shape [3, 4], DECAYING, but here that would be of shape [7, 4], DECAYING",
        () ->
            Network.builder()
                .input("left", Shape.of(3))
                .input("right", Shape.of(7))
                .layer("tower", sequence(dense(4), dense(2)), "left")
                .share("twin", "tower", "right")
                .layer("joined", add(), "tower", "twin")
                .build());
    refused(
        "joined: it adds values of one type and shape, not F32[1, 4] and F32[1, 2]",
        () ->
            Network.builder()
                .input("x", Shape.of(3))
                .layer("a", dense(4), "x")
                .layer("b", dense(2), "x")
                .layer("joined", add(), "a", "b")
                .build());
    refused(
        "head: it takes one input, not 2; join them before it",
        () ->
            Network.builder()
                .input("x", Shape.of(3))
                .layer("a", dense(4), "x")
                .layer("head", dense(2), "x", "a")
                .build());
    refused(
        "residual/0: its body makes F32[1, 2] of F32[1, 3]",
        () -> Network.of(Shape.of(3), residual(dense(2))));
    refused(
        "joined: Cannot put F32[1, 2, 2] beside F32[1, 3]",
        () ->
            Network.builder()
                .input("x", Shape.of(3))
                .input("y", Shape.of(2, 2))
                .layer("joined", concatenate(), "x", "y")
                .build());
  }
}
