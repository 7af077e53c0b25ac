package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
    Network network = Network.of(Shape.of(4), Layers.dense(2, Activation.RELU));
    String json =
        "{\"input\":[4],\"layers\":[{\"type\":\"dense\",\"units\":2,\"activation\":\"RELU\"}]}";
    assertEquals(json, NetworkJson.write(network));
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
