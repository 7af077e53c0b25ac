package dev.trine.nn;

import static dev.trine.nn.Layers.bidirectional;
import static dev.trine.nn.Layers.dense;
import static dev.trine.nn.Layers.flatten;
import static dev.trine.nn.Layers.gru;
import static dev.trine.nn.Layers.lstm;
import static dev.trine.nn.Layers.recurrent;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.data.Dataset;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Shapes, parameters, what they begin with, and errors; values are PyTorch's. */
class RecurrentLayerTest {
  private static final Shape SEQUENCE = Shape.of(7, 3);

  @Test
  void theLastOutputIsAVectorAndAllAreASequence() {
    assertEquals(Shape.of(5), Network.of(SEQUENCE, lstm(5)).output());
    assertEquals(Shape.of(7, 5), Network.of(SEQUENCE, gru(5, Returns.ALL)).output());
    assertEquals(Shape.of(10), Network.of(SEQUENCE, bidirectional(recurrent(5))).output());
    assertEquals(
        Shape.of(7, 10), Network.of(SEQUENCE, bidirectional(lstm(5, Returns.ALL))).output());
    assertEquals(Shape.of(4), Network.of(SEQUENCE, lstm(5, Returns.ALL), gru(4)).output());
    assertEquals(Shape.of(4), Network.of(Shape.of(1, 3), lstm(4)).output());
  }

  @Test
  void parametersAreNamed() {
    List<Parameter> parameters = Network.of(SEQUENCE, lstm(5)).layout().parameters();
    assertEquals(
        List.of(
            "lstm/0/input-weight [3, 20]",
            "lstm/0/recurrent-weight [5, 20]",
            "lstm/0/input-bias [20]",
            "lstm/0/recurrent-bias [20]"),
        parameters.stream().map(p -> p.name() + " " + p.shape()).toList());
    List<Parameter> both = Network.of(SEQUENCE, bidirectional(gru(5))).layout().parameters();
    List<String> names = both.stream().map(Parameter::name).toList();
    assertTrue(names.contains("bidirectional/0/layer/input-weight"), names::toString);
    assertTrue(names.contains("bidirectional/0/reversed/recurrent-bias"), names::toString);
  }

  /** One of two states would be forgotten at each step if the bias were 0. */
  @Test
  void theForgetGateBeginsOpen() {
    try (Backend backend = new ReferenceBackend();
        Model model = Network.of(SEQUENCE, lstm(2)).initialise(backend, 1)) {
      assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0}, model.read("lstm/0/input-bias"));
      assertArrayEquals(new float[8], model.read("lstm/0/recurrent-bias"));
    }
  }

  @Test
  void whatIsNoSequenceIsRefusedWithTheRemedy() {
    assertRefused("[time, features]", () -> Network.of(Shape.of(8), lstm(5)));
    assertRefused("Returns.ALL", () -> Network.of(SEQUENCE, lstm(5), gru(5)));
    TensorType bytes = new TensorType(DType.U8, SEQUENCE);
    assertRefused("scale(", () -> Network.builder().input("x", bytes).layer("l", lstm(5)).build());
  }

  @Test
  void settingsAreChecked() {
    assertRefused("units is 0", () -> lstm(0));
    assertRefused("units is -1", () -> recurrent(-1, Activation.TANH, Returns.ALL));
    assertRefused("Dense", () -> bidirectional(dense(3)));
    assertRefused("Flatten", () -> bidirectional(flatten()));
  }

  private static Network ofLengths(TensorType second, Layer layer) {
    return Network.builder()
        .input("x", SEQUENCE)
        .input("there", second)
        .layer("layer", layer, "x", "there")
        .build();
  }

  /** Whatever lies behind them; a sequence of no step leaves what it began with. */
  @Test
  void onlyTheStepsThatAreThereCount() {
    TensorType lengths = new TensorType(DType.I32, Shape.of());
    float[][] sequences = new float[4][21];
    for (int i = 0; i < 21; i++) {
      sequences[0][i] = i / 21f;
      sequences[1][i] = i < 9 ? i / 21f : Float.NaN;
      sequences[2][i] = i < 9 ? i / 21f : -i;
      sequences[3][i] = i;
    }
    int[][] steps = {{7}, {3}, {3}, {0}};
    Dataset set =
        Dataset.builder().input("x", SEQUENCE, sequences).input("there", Shape.of(), steps).build();
    for (Layer layer : List.of(recurrent(2), lstm(2), gru(2), bidirectional(lstm(1)))) {
      try (Backend backend = new ReferenceBackend();
          Model model = ofLengths(lengths, layer).initialise(backend, 1)) {
        float[][] given = model.predict(set);
        assertNotEquals(given[0][0], given[1][0]);
        assertArrayEquals(given[1], given[2], layer.toString());
        assertArrayEquals(new float[2], given[3], layer.toString());
      }
    }
  }

  @Test
  void whatSaysNotWhichStepsAreThereIsRefused() {
    TensorType numbers = TensorType.f32(7);
    assertRefused("as I32[7], or as I32[] how many", () -> ofLengths(numbers, lstm(5)));
    TensorType fewer = TensorType.i32(6);
    assertRefused("as I32[7], or as I32[] how many", () -> ofLengths(fewer, gru(5)));
  }

  /** What an encoder ends with, behind what it gives for each step if that is wanted. */
  @Test
  void statesAreGivenToBeginWith() {
    Network network = handedOn(lstm(5, Returns.STATES), lstm(5, Returns.ALL_AND_STATES));
    assertEquals(Shape.of(5), network.value("encoder:1"));
    assertEquals(List.of(Shape.of(5), Shape.of(5)), network.summary().rows().get(0).outputs());
    assertEquals(Shape.of(4, 5), network.output("decoder"));
    assertEquals(Shape.of(5), network.value("decoder:2"));
    Network bothWays =
        handedOn(bidirectional(lstm(3, Returns.STATES)), bidirectional(lstm(3, Returns.STATES)));
    assertEquals(Shape.of(6), bothWays.value("decoder:1"));
  }

  private static Network handedOn(Layer encoder, Layer decoder) {
    return Network.builder()
        .input("x", SEQUENCE)
        .input("y", Shape.of(4, 2))
        .layer("encoder", encoder, "x")
        .layer("decoder", decoder, "y", "encoder", "encoder:1")
        .build();
  }

  /** A sequence read in two parts ends as one read at once, whatever only fills up the first. */
  @Test
  void statesGoOnWhereALayerEnded() {
    for (RecurrentLayer layer :
        List.of(
            recurrent(2, Activation.TANH, Returns.STATES),
            lstm(2, Returns.STATES),
            gru(2, Returns.STATES))) {
      String[] states = layer.states().size() == 1 ? new String[] {"a"} : new String[] {"a", "a:1"};
      Network inParts =
          Network.builder()
              .input("first", Shape.of(4, 3))
              .input("there", new TensorType(DType.I32, Shape.of()))
              .input("second", Shape.of(2, 3))
              .layer("a", layer, "first", "there")
              .share("b", "a", concat("second", states))
              .build();
      Network whole = Network.builder().input("x", Shape.of(5, 3)).layer("a", layer, "x").build();
      float[] x = new float[15];
      for (int i = 0; i < 15; i++) {
        x[i] = (float) Math.sin(i);
      }
      float[] first = Arrays.copyOf(x, 12);
      Arrays.fill(first, 9, 12, 7); // no step of the sequence
      Dataset parts =
          Dataset.builder()
              .input("first", Shape.of(4, 3), new float[][] {first})
              .input("there", Shape.of(), new int[][] {{3}})
              .input("second", Shape.of(2, 3), new float[][] {Arrays.copyOfRange(x, 9, 15)})
              .build();
      Dataset atOnce = Dataset.builder().input("x", Shape.of(5, 3), new float[][] {x}).build();
      try (Backend backend = new ReferenceBackend();
          Model model = whole.initialise(backend, 1);
          Model other = model.with(inParts)) {
        float[] expected = model.predict(atOnce)[0];
        assertArrayEquals(expected, other.predict(parts)[0], 1e-6f, layer.toString());
      }
    }
  }

  private static String[] concat(String first, String... rest) {
    return Stream.concat(Stream.of(first), Stream.of(rest)).toArray(String[]::new);
  }

  @Test
  void whatAreNoStatesIsRefused() {
    String states = "its states [h, c], each F32[5]; not [F32[7, 3], F32[4]]";
    assertRefused(states, () -> beginning(lstm(5), Shape.of(4)));
    assertRefused("not [F32[7, 3], F32[5]]", () -> beginning(lstm(5), Shape.of(5)));
    assertRefused("its states [h], each F32[5]", () -> beginning(gru(5), Shape.of(7, 5)));
    assertRefused("leave out one of carried()", () -> beginning(gru(5).carried(), Shape.of(5)));
    assertRefused(
        "of both ways side by side, F32[10]", () -> beginning(bidirectional(gru(5)), Shape.of(5)));
  }

  private static Network beginning(Layer layer, Shape state) {
    return Network.builder()
        .input("x", SEQUENCE)
        .input("state", state)
        .layer("layer", layer, "x", "state")
        .build();
  }

  private static void assertRefused(String part, Runnable action) {
    String message = assertThrows(IllegalArgumentException.class, action::run).getMessage();
    assertTrue(message.contains(part), message);
  }
}
