package dev.trine.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.ModelFormatException;
import dev.trine.backend.Activation;
import dev.trine.graph.Node;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkJsonTest {
  private record OwnLayer() implements UnaryLayer {
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
            Layers.bidirectional(new Lstm(4, Returns.ALL, true, false)),
            Layers.recurrent(3, Activation.RELU, Returns.ALL),
            Layers.gru(5, Returns.ALL).carried(),
            Layers.image(2, 5, 1),
            Layers.conv2d(6, Layers.window(2).dilation(1), Activation.ELU),
            Layers.conv2d(4, Layers.window(3), 2, Activation.ELU),
            Layers.transposedConv2d(2, Layers.window(3).padding(1), Activation.ELU),
            Layers.maxPool2d(Layers.window(2)),
            Layers.averagePool2d(Layers.window(2).stride(1)),
            Layers.groupNorm(2),
            Layers.batchNorm(),
            Layers.globalAveragePool2d(),
            Layers.layerNorm(),
            Layers.flatten(),
            Layers.dense(7, Activation.GELU),
            Layers.activate(Activation.TANH),
            Layers.maxout(3, 2),
            Layers.prelu(),
            Layers.dropout(0.25),
            Layers.fixedPoint(5).withTolerance(1e-3).withIterations(7).withDamping(0.5),
            Layers.fixedPoint(4, Layers.concatenate(), Layers.dense(4, Activation.SIGMOID))
                .withAcceleration(),
            Layers.dense(3));
    assertEquals(network, NetworkJson.read(NetworkJson.write(network)));
  }

  @Test
  void whereJsonEndsIsSaidByLineAndCharacter() {
    String text = "{\"input\": [2],\n \"layers\": [{\"type\": \"dense\", \"units\": 2}}";
    String message =
        assertThrows(ModelFormatException.class, () -> NetworkJson.read(text)).getMessage();
    assertEquals("no valid JSON: '}' at character 42 of line 2, expected ','", message);
  }

  @Test
  void aNetworkThatHandsOnStatesIsReadBackEqual() {
    Network network =
        Network.builder()
            .input("x", Shape.of(4, 2))
            .input("y", Shape.of(3, 2))
            .layer("encoder", Layers.lstm(5, Returns.STATES), "x")
            .layer("decoder", Layers.lstm(5, Returns.ALL_AND_STATES), "y", "encoder", "encoder:1")
            .output("decoder", "decoder:2")
            .build();
    assertEquals(network, NetworkJson.read(NetworkJson.write(network)));
  }

  @Test
  void aNetworkOfAttentionIsReadBackEqual() {
    Attention attention = new Attention(2, true, 0.25);
    Network network =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(3)))
            .layer("vectors", Layers.embedding(5, 4, 0))
            .layer("places", Layers.sequence(Layers.positions(), Layers.learnedPositions()))
            .layer("asked", attention, "places", "words")
            .layer("encoded", Layers.transformer(attention, 6, 0.5), "asked", "words")
            .layer(
                "decoded",
                new TransformerDecoder(
                    attention, Layers.attention(4), 7, Activation.RELU, 0, NormPlace.AFTER),
                "vectors",
                "encoded",
                "words")
            .build();
    assertEquals(network, NetworkJson.read(NetworkJson.write(network)));
  }

  @Test
  void aNetworkAlongTimeAndOfLargerImagesIsReadBackEqual() {
    Network network =
        Network.of(
            Shape.of(5, 2),
            Layers.conv1d(4, Layers.window(3).stride(2), Activation.RELU),
            Layers.maxPool1d(2),
            Layers.rmsNorm(),
            Layers.averagePool1d(1),
            Layers.globalAveragePool1d(),
            Layers.image(2, 2, 1),
            Layers.upsample2d(2),
            new Pad2d(1, 2, 3, 0),
            Layers.pad2d(1),
            Layers.globalMaxPool2d());
    assertEquals(network, NetworkJson.read(NetworkJson.write(network)));
  }

  @Test
  void theFormatIsStable() {
    Network network =
        Network.builder()
            .input("left", Shape.of(2, 2))
            .input("right", new TensorType(DType.U8, Shape.of(2, 2)))
            .layer("scaled", Layers.scale(0.5, -1), "right")
            .layer(
                "tower",
                Layers.sequence(Layers.flatten(), Layers.dense(2, Activation.RELU)),
                "left")
            .share("twin", "tower", "scaled")
            .layer("joined", Layers.concatenate(), "tower", "twin")
            .layer("rest", Layers.residual(Layers.dropout(1e-5)))
            .output("rest", "tower")
            .freeze("tower/dense/0/bias")
            .build();
    String json =
        ("{'inputs':[{'name':'left','type':'F32','shape':[2,2]},"
                + "{'name':'right','type':'U8','shape':[2,2]}],"
                + "'layers':["
                + "{'name':'scaled','from':['right'],"
                + "'layer':{'type':'scale','factor':0.5,'shift':-1.0}},"
                + "{'name':'tower','from':['left'],'layer':{'type':'sequence','layers':["
                + "{'type':'flatten'},{'type':'dense','units':2,'activation':'RELU'}]}},"
                + "{'name':'twin','from':['scaled'],'shares':'tower'},"
                + "{'name':'joined','from':['tower','twin'],'layer':{'type':'concatenate'}},"
                + "{'name':'rest','from':['joined'],'layer':{'type':'residual',"
                + "'body':{'type':'dropout','rate':1.0E-5}}}],"
                + "'outputs':['rest','tower'],'frozen':['tower/dense/0/bias']}")
            .replace('\'', '"');
    assertEquals(json, NetworkJson.write(network));
    assertEquals(network, NetworkJson.read(json));
  }

  @Test
  void whatIsAsUsualNeedNotBeSaid() {
    String json =
        """
        {"input": [8, 8, 1],
         "layers": [
           {"type": "conv2d", "filters": 4, "window": {"height": 5, "width": 5}, "activation": "RELU"},
           {"name": "flat", "layer": {"type": "flatten"}},
           {"type": "dense", "units": 10}]}
        """;
    Network network =
        Network.builder()
            .input("features", Shape.of(8, 8, 1))
            .layer(Layers.conv2d(4, 5, Activation.RELU))
            .layer("flat", Layers.flatten())
            .layer(Layers.dense(10))
            .build();
    assertEquals(network, NetworkJson.read(json));
  }

  /** What a Java user gets by saying nothing is what a file that says nothing means. */
  @Test
  void theUsualSettingsAreThoseOfTheFactories() {
    String json =
        """
        {"input": [8, 8, 2],
         "layers": [
           {"type": "batch-norm"}, {"type": "group-norm", "groups": 2}, {"type": "layer-norm"},
           {"type": "transposed-conv2d", "filters": 4, "window": {"height": 3, "width": 3}},
           {"name": "sequence", "layer": {"type": "image", "height": 16, "width": 16, "channels": 1}},
           {"type": "flatten"}, {"type": "dense", "units": 12},
           {"type": "fixed-point", "units": 6, "body": {"type": "lateral"}},
           {"type": "image", "height": 1, "width": 2, "channels": 3},
           {"type": "flatten"}]}
        """;
    Network network =
        Network.builder()
            .input("features", Shape.of(8, 8, 2))
            .layer(Layers.batchNorm())
            .layer(Layers.groupNorm(2))
            .layer(Layers.layerNorm())
            .layer(Layers.transposedConv2d(4, Layers.window(3), Activation.IDENTITY))
            .layer("sequence", Layers.image(16, 16, 1))
            .layer(Layers.flatten())
            .layer(Layers.dense(12))
            .layer(Layers.fixedPoint(6))
            .layer(Layers.image(1, 2, 3))
            .layer(Layers.flatten())
            .build();
    assertEquals(network, NetworkJson.read(json));
  }

  @Test
  void aFixedPointIsWrittenWithItsBodyAndHowItSettles() {
    Network network = Network.of(Shape.of(4), Layers.fixedPoint(3).withDamping(0.25));
    String json = NetworkJson.write(network);
    String expected =
        "{'type':'fixed-point','units':3,'body':{'type':'lateral','activation':'TANH'},"
            + "'convergence':{'tolerance':1.0E-4,'iterations':200,'damping':0.25,'accelerated':false}}";
    assertTrue(json.contains(expected.replace('\'', '"')), json);
  }

  @Test
  void theUsualSettingsOfSequencesAreThoseOfTheFactories() {
    String json =
        """
        {"inputs": [{"name": "words", "type": "I32", "shape": [6]}],
         "layers": [
           {"type": "embedding", "count": 9, "width": 4}, {"type": "rms-norm"},
           {"type": "attention", "heads": 2},
           {"type": "transformer", "attention": {"type": "attention", "heads": 2}, "hidden": 8},
           {"type": "conv1d", "filters": 4, "window": {"height": 3, "width": 3}},
           {"type": "recurrent", "units": 3}]}
        """;
    Network network =
        Network.builder()
            .input("words", new TensorType(DType.I32, Shape.of(6)))
            .layer(Layers.embedding(9, 4))
            .layer(Layers.rmsNorm())
            .layer(Layers.attention(2))
            .layer(Layers.transformer(2, 8))
            .layer(Layers.conv1d(4, Layers.window(3), Activation.IDENTITY))
            .layer(Layers.recurrent(3))
            .build();
    assertEquals(network, NetworkJson.read(json));
    for (String kind : List.of("lstm", "gru")) {
      String layer = "{'input':[2,3],'layers':[{'type':'%s','units':4}]}".formatted(kind);
      Layer usual = kind.equals("lstm") ? Layers.lstm(4) : Layers.gru(4);
      assertEquals(Network.of(Shape.of(2, 3), usual), NetworkJson.read(layer.replace('\'', '"')));
    }
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
    String message = refusal(one("{'type':'convolution'}"));
    assertTrue(message.contains("convolution") && message.contains("newer version"), message);
  }

  /** A network of one layer. */
  private static String one(String layer) {
    return whole("[4]", "{'name':'a','from':['x'],'layer':" + layer + "}");
  }

  private static String whole(String shape, String layers) {
    return "{'inputs':[{'name':'x','type':'F32','shape':%s}],'layers':[%s],'outputs':['a'],'frozen':[]}"
        .formatted(shape, layers);
  }

  private static String refusal(String json) {
    return assertThrows(ModelFormatException.class, () -> NetworkJson.read(json.replace('\'', '"')))
        .getMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'type':'dense','units':3.7,'activation':'TANH'} | .units is 3.7, expected a whole number",
        "{'type':'dense','units':'3','activation':'RELU'} | .units is \"3\", expected a whole number",
        "{'type':'dense','units':4294967299,'activation':'RELU'}"
            + " | .units is 4294967299, expected a whole number from -2147483648 to 2147483647",
        "{'type':'dense','units':0,'activation':'RELU'} | : units is 0",
        "{'type':'dense','activation':'RELU'} | .units is missing",
        "{'type':'dense','units':3,'activation':'RELU','bias':true}"
            + " | .bias is unknown, expected [type, units, activation]",
        "{'type':'dense','units':3,'activation':'relu'}"
            + " | .activation is \"relu\", expected one of [",
        "{'type':'dense','units':3,'units':4,'activation':'RELU'} | .units is there twice",
        "{'type':'dropout','rate':'0.5'} | .rate is \"0.5\", expected a number",
        "{'type':'dropout','rate':1e999} | .rate is 1e999, expected a finite number",
        "{'type':'dropout'} | .rate is missing",
        "{'type':'max-pool2d','window':{'height':2}} | .window.width is missing",
        "{'type':'max-pool2d','window':{'height':2,'width':2,'down':0,'across':1,'rowStep':1,'columnStep':1,'edges':'SAME','padding':0}}"
            + " | : A window's down is 0",
        "{'type':5} | .type is 5, expected a text",
        "{} | .type is missing",
        "[] | is a list, expected an object",
        "{'type':'residual','body':{'type':'dropout'}} | .body.rate is missing",
        "{'type':'transformer','attention':{'type':'flatten'},'hidden':3,'activation':'RELU','dropout':0,'norm':'AFTER'}"
            + " | .attention is an object, expected a layer of the kind Attention",
        "{'type':'residual','body':7} | .body is 7, expected an object",
        "{'type':'sequence','layers':[{'type':'flatten'},{'type':'no'}]} | .layers[1].type is \"no\"",
      })
  void theSettingThatIsWrongIsNamed(String layer, String message) {
    String thrown = refusal(one(layer));
    assertTrue(
        thrown.contains("layers[0].layer" + message)
            || thrown.contains("layers[0].layer " + message),
        thrown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'name':'a','from':['x'],'shares':'b'} | layers[0].shares is \"b\", expected the name of a layer",
        "{'name':'a','from':[],'layer':{'type':'flatten'}} | layers[0].from is a list, expected the names",
        "{'name':'a','from':['y'],'layer':{'type':'flatten'}} | 'a' takes 'y', which no input",
        "{'name':'a','from':['x:1'],'layer':{'type':'flatten'}} | a takes 'x:1', but 'x' has not so many",
        "{'name':'x','from':['x'],'layer':{'type':'flatten'}} | 'x' is there twice",
        "{'name':'b','from':['x'],'layer':{'type':'flatten'}} | The network gives 'a', which",
        "{'name':'a','from':['x'],'layer':{'type':'flatten'},'units':3} | layers[0].units is unknown",
        "{'from':['x'],'layer':{'type':'flatten'}} | layers[0].name is missing",
        "{'name':'a','from':['x'],'layer':{'type':'flatten'}},{'name':'b','from':['a'],'shares':'a'} | [b] leads to no output",
        "5 | layers[0] is 5, expected an object",
      })
  void theLayerThatIsWrongIsNamed(String layers, String message) {
    String thrown = refusal(whole("[4]", layers));
    assertTrue(thrown.contains(message), thrown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{'inputs':[],'outputs':['a'],'frozen':[]} | layers is missing",
        "{'layers':[]} | input is missing",
        "{'input':[2],'inputs':[],'layers':[]} | input and inputs are both there",
        "{'inputs':[],'layers':[],'outputs':['a'],'frozen':[],'seed':1} | seed is unknown",
        "{'inputs':[],'layers':[],'outputs':['a'],'frozen':[]} | 0 inputs and 1 outputs",
        "{'inputs':[{'name':'x','type':'F32','shape':[4.5]}],'layers':[],'outputs':['x'],'frozen':[]} | inputs[0].shape[0] is 4.5",
        "{'inputs':[{'name':'x','type':'F64','shape':[4]}],'layers':[],'outputs':['x'],'frozen':[]} | inputs[0].type is \"F64\", expected one of [F32",
        "{'inputs':[{'name':'x','type':'F32','shape':[9223372036854775807,2]}],'layers':[],'outputs':['x'],'frozen':[]} | 9223372036854775807",
        "{'inputs':[{'name':'x','type':'F32','shape':[4]}],'layers':[],'outputs':['x'],'frozen':['tower']} | nothing to freeze in 'tower'",
        "{'inputs':[{'name':'x','type':'F32','shape':[4]}],'layers':[],'outputs':['x','x'],'frozen':[]} | have one twice",
        "{'inputs':[{'name':' ','type':'F32','shape':[4]}],'layers':[],'outputs':[' '],'frozen':[]} | is named ' ', expected words",
        "{'inputs':5,'layers':[],'outputs':['a'],'frozen':[]} | inputs is 5, expected a list",
      })
  void whatElseIsWrongIsNamed(String json, String message) {
    String thrown = refusal(json);
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
  @ValueSource(strings = {"", "nonsense", "[]", "{}", "null", "{'inputs':[],'layers':[]}"})
  void whatIsNoNetworkIsRefused(String json) {
    refusal(json);
  }
}
