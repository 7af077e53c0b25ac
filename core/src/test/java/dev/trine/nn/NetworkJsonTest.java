package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkJsonTest {
  private record OwnLayer() implements Layer {
    @Override
    public Node apply(Scope scope, Node in) {
      return in;
    }
  }

  @Test
  void aNetworkOfEveryLayerIsReadBackEqual() {
    Network network =
        Network.of(
            Shape.of(2, 3),
            Layers.flatten(),
            Layers.dense(7, Activation.GELU),
            Layers.activate(Activation.TANH),
            Layers.dropout(0.25),
            Layers.dense(3));
    assertEquals(network, NetworkJson.read(NetworkJson.write(network)));
  }

  @Test
  void theFormatIsStable() {
    Network network =
        Network.of(
            Shape.of(2, 2),
            Layers.flatten(),
            Layers.dense(2, Activation.RELU),
            Layers.activate(Activation.LEAKY_RELU),
            Layers.dropout(1e-5));
    String json =
        ("{'input':[2,2],'layers':[{'type':'flatten'},"
                + "{'type':'dense','units':2,'activation':'RELU'},"
                + "{'type':'activation','activation':'LEAKY_RELU'},"
                + "{'type':'dropout','rate':1.0E-5}]}")
            .replace('\'', '"');
    assertEquals(json, NetworkJson.write(network));
    assertEquals(network, NetworkJson.read(json));
  }

  @Test
  void aLayerThatCannotBeReadAgainIsNotWritten() {
    Network network = Network.of(Shape.of(4), new OwnLayer());
    String message =
        assertThrows(IllegalArgumentException.class, () -> NetworkJson.write(network)).getMessage();
    assertTrue(message.contains("OwnLayer"), message);
  }

  @Test
  void anUnknownLayerIsNamed() {
    String json = "{\"input\":[4],\"layers\":[{\"type\":\"convolution\"}]}";
    String message =
        assertThrows(ModelFormatException.class, () -> NetworkJson.read(json)).getMessage();
    assertTrue(message.contains("convolution") && message.contains("newer version"), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'input':[4],'layers':[{'type':'flatten'},{'type':'dense','units':3.7,'activation':'TANH'}]}"
            + " | layers[1].units is 3.7, expected a whole number",
        "{'input':[4],'layers':[{'type':'dense','units':'3','activation':'RELU'}]}"
            + " | layers[0].units is \"3\", expected a whole number",
        "{'input':[4],'layers':[{'type':'dense','units':4294967299,'activation':'RELU'}]}"
            + " | layers[0].units is 4294967299, expected a whole number from 0 to 2147483647",
        "{'input':[4],'layers':[{'type':'dense','units':0,'activation':'RELU'}]}"
            + " | layers[0]: units is 0",
        "{'input':[4],'layers':[{'type':'dense','activation':'RELU'}]}"
            + " | layers[0].units is missing",
        "{'input':[4],'layers':[{'type':'dense','units':3,'activation':'RELU','bias':true}]}"
            + " | layers[0].bias is unknown, expected [type, units, activation]",
        "{'input':[4],'layers':[{'type':'dense','units':3,'activation':'relu'}]}"
            + " | layers[0].activation is \"relu\", expected one of [",
        "{'input':[4],'layers':[{'type':'dense','units':3,'units':4,'activation':'RELU'}]}"
            + " | layers[0].units is there twice",
        "{'input':[4],'layers':[{'type':'dropout','rate':'0.5'}]}"
            + " | layers[0].rate is \"0.5\", expected a number",
        "{'input':[4],'layers':[{'type':'dropout','rate':1e999}]}"
            + " | layers[0].rate is 1e999, expected a finite number",
        "{'input':[4],'layers':[{'type':'dropout'}]} | layers[0].rate is missing",
        "{'input':[4],'layers':[{'type':5}]} | layers[0].type is 5, expected a text",
        "{'input':[4],'layers':[{}]} | layers[0].type is missing",
        "{'input':[4],'layers':[[]]} | layers[0] is a list, expected an object",
        "{'input':[4],'layers':{}} | layers is an object, expected a list",
        "{'input':[4.5],'layers':[]} | input[0] is 4.5",
        "{'input':[4]} | layers is missing",
        "{'input':[4],'layers':[],'seed':1} | seed is unknown",
        "{'input':[4,4],'layers':[{'type':'dense','units':3,'activation':'RELU'}]} | dense/0",
        "{'input':[9223372036854775807,2],'layers':[]} | 9223372036854775807",
      })
  void theFieldThatIsWrongIsNamed(String json, String message) {
    String thrown =
        assertThrows(ModelFormatException.class, () -> NetworkJson.read(json.replace('\'', '"')))
            .getMessage();
    assertTrue(thrown.contains(message), thrown);
  }

  @Test
  void nestingWithoutEndIsRefused() {
    for (String json : List.of("[".repeat(200_000), "{\"layers\":".repeat(200_000))) {
      String message =
          assertThrows(ModelFormatException.class, () -> NetworkJson.read(json)).getMessage();
      assertTrue(message.contains("nested deeper"), message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{}",
        "{'input':[4]}",
        "{'layers':[]}",
        "{'input':4,'layers':[]}",
        "{'input':['x'],'layers':[]}",
        "{'input':[-1],'layers':[]}",
        "{'input':[4],'layers':[5]}",
        "{'input':[4],'layers':[{}]}",
        "{'input':[4],'layers':[{'type':'dense'}]}",
        "{'input':[4],'layers':[{'type':'dense','units':0,'activation':'RELU'}]}",
        "{'input':[4],'layers':[{'type':'dense','units':3,'activation':'NO_SUCH'}]}",
        "{'input':[4],'layers':[{'type':'dense','units':'many','activation':'RELU'}]}",
        "{'input':[4],'layers':[{'type':'dropout','rate':1.5}]}",
        "{'input':[4,4],'layers':[{'type':'dense','units':3,'activation':'RELU'}]}",
      })
  void whatIsNoNetworkIsRefused(String json) {
    assertThrows(ModelFormatException.class, () -> NetworkJson.read(json.replace('\'', '"')));
  }
}
