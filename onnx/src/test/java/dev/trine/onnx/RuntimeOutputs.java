package dev.trine.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.trine.data.Dataset;
import dev.trine.nn.Network;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What ONNX Runtime makes of a file. */
final class RuntimeOutputs {
  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private RuntimeOutputs() {}

  /**
   * The outputs by name, each of all examples, row-major.
   *
   * @param inputs the network's
   */
  static Map<String, float[]> run(Path file, Dataset examples, Iterable<Network.Input> inputs)
      throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      try (OrtSession session = ENVIRONMENT.createSession(file.toString(), options)) {
        Map<String, OnnxTensor> given = new LinkedHashMap<>();
        for (Network.Input input : inputs) {
          given.put(input.name(), tensor(examples, input));
        }
        try (OrtSession.Result result = session.run(given)) {
          return of(result);
        } finally {
          given.values().forEach(OnnxTensor::close);
        }
      }
    }
  }

  /** The outputs of a run by name. */
  static Map<String, float[]> of(OrtSession.Result result) {
    Map<String, float[]> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, OnnxValue> output : result) {
      FloatBuffer values = ((OnnxTensor) output.getValue()).getFloatBuffer();
      float[] copy = new float[values.remaining()];
      values.get(copy);
      outputs.put(output.getKey(), copy);
    }
    return outputs;
  }

  private static OnnxTensor tensor(Dataset examples, Network.Input input) throws OrtException {
    long[] shape = input.type().shape().batched(examples.size()).dimensions();
    int elements = (int) input.type().shape().elements() * examples.size();
    ByteBuffer data =
        ByteBuffer.allocateDirect(elements * input.type().type().bytes())
            .order(ByteOrder.nativeOrder());
    for (int i = 0; i < examples.size(); i++) {
      for (double value : examples.read(input.name(), i)) {
        switch (input.type().type()) {
          case F32 -> data.putFloat((float) value);
          case I32 -> data.putInt((int) value);
          default -> data.put((byte) (int) value);
        }
      }
    }
    OnnxJavaType type =
        switch (input.type().type()) {
          case F32 -> OnnxJavaType.FLOAT;
          case I32 -> OnnxJavaType.INT32;
          default -> OnnxJavaType.UINT8;
        };
    return OnnxTensor.createTensor(ENVIRONMENT, data.flip(), shape, type);
  }
}
