package dev.trine.benchmarks.peers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;

/**
 * libtorch's own LSTM as a block, of sequences [batch, time, features] to the state of the last
 * step. DJL 0.35.1 has one, whose parameters are closed with the first forward pass.
 */
final class TorchLstm extends AbstractBlock {
  private final int units;
  private final List<Parameter> all;

  TorchLstm(int features, int units) {
    this.units = units;
    all =
        List.of(
            parameter("i2h_weight", Parameter.Type.WEIGHT, new Shape(4L * units, features)),
            parameter("h2h_weight", Parameter.Type.WEIGHT, new Shape(4L * units, units)),
            parameter("i2h_bias", Parameter.Type.BIAS, new Shape(4L * units)),
            parameter("h2h_bias", Parameter.Type.BIAS, new Shape(4L * units)));
  }

  private Parameter parameter(String name, Parameter.Type type, Shape shape) {
    return addParameter(Parameter.builder().setName(name).setType(type).optShape(shape).build());
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore store, NDList inputs, boolean training, PairList<String, Object> unused) {
    NDArray sequences = inputs.singletonOrThrow();
    NDManager manager = sequences.getManager();
    NDList parameters = new NDList();
    for (Parameter each : all) {
      parameters.add(store.getValue(each, sequences.getDevice(), training));
    }
    Shape state = new Shape(1, sequences.getShape().get(0), units);
    NDList zeros =
        new NDList(manager.zeros(state, DataType.FLOAT32), manager.zeros(state, DataType.FLOAT32));
    NDList made =
        sequences
            .getNDArrayInternal()
            .lstm(sequences, zeros, parameters, true, 1, 0, training, false, true);
    return new NDList(made.get(1).squeeze(0));
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return new Shape[] {new Shape(inputs[0].get(0), units)};
  }
}
