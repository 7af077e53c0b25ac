package dev.trine.onnx.foreign;

import dev.trine.backend.Activation;
import dev.trine.nn.Activate;
import dev.trine.nn.Add;
import dev.trine.nn.LearnedPositions;
import dev.trine.nn.Scale;
import dev.trine.onnx.file.ElementType;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.DType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Sums of what flows, and scaling by a number. */
final class Arithmetic {
  private Arithmetic() {}

  static void add(OnnxNode node, NetworkDraft draft) {
    List<Flow> flows = flows(node, draft);
    if (flows.size() == node.inputs().size()) {
      sum(node, flows, draft);
      return;
    }
    Flow in = flows.get(0);
    OnnxTensor other = draft.tensor(node, draft.operand(node, 0) instanceof Flow ? 1 : 0);
    if (isPositions(other, in)) {
      Flow made = draft.add(new LearnedPositions(), in);
      draft.weight(made, "weight", other.floats());
      draft.set(node.outputs().get(0), made);
      return;
    }
    scale(node, in, 1, number(node, draft), draft);
  }

  /** Whether a tensor has a vector for each step of a sequence. */
  private static boolean isPositions(OnnxTensor tensor, Flow in) {
    List<Long> dims = tensor.dims();
    boolean isOfAll = dims.size() == 3 && dims.get(0) == 1;
    return in.rank() == 3
        && in.isInOrder()
        && dims.subList(isOfAll ? 1 : 0, dims.size()).equals(List.of(in.extent(1), in.extent(2)));
  }

  private static void sum(OnnxNode node, List<Flow> flows, NetworkDraft draft) {
    Flow first = flows.get(0);
    for (Flow flow : flows) {
      boolean isAlike =
          flow.axes().equals(first.axes())
              && Objects.equals(flow.flattened(), first.flattened())
              && flow.type().equals(first.type());
      if (!isAlike) {
        throw new Refusal(
            "it adds values of different shapes, %s and %s; add() takes equal ones"
                .formatted(first.type(), flow.type()));
      }
    }
    draft.set(node.outputs().get(0), draft.add(new Add(), flows).get(0));
  }

  static void subtract(OnnxNode node, NetworkDraft draft) {
    List<Flow> flows = flows(node, draft);
    boolean isFirst = draft.operand(node, 0) instanceof Flow;
    if (flows.size() != 1) {
      throw new Refusal("no layer subtracts what flows from what flows");
    }
    double number = number(node, draft);
    scale(node, flows.get(0), isFirst ? 1 : -1, isFirst ? -number : number, draft);
  }

  /** x · sigmoid(x) is an activation. */
  static void multiply(OnnxNode node, NetworkDraft draft) {
    List<Flow> flows = flows(node, draft);
    if (flows.size() == 1) {
      scale(node, flows.get(0), number(node, draft), 0, draft);
      return;
    }
    Flow a = flows.get(0);
    Flow b = flows.get(1);
    Flow gated = a.value().equals(b.sigmoidOf()) ? a : b.value().equals(a.sigmoidOf()) ? b : null;
    if (gated == null) {
      throw new Refusal(
          "no layer multiplies what flows by what flows, but for x·sigmoid(x); of activations that are several nodes here, such as GELU before opset 20, export a newer opset");
    }
    draft.set(node.outputs().get(0), draft.add(new Activate(Activation.SILU), gated));
  }

  static void divide(OnnxNode node, NetworkDraft draft) {
    if (!(draft.operand(node, 0) instanceof Flow in)) {
      throw new Refusal("no layer divides by what flows");
    }
    scale(node, in, 1 / number(node, draft), 0, draft);
  }

  private static void scale(
      OnnxNode node, Flow in, double factor, double shift, NetworkDraft draft) {
    draft.set(node.outputs().get(0), draft.add(new Scale(factor, shift), in));
  }

  private static List<Flow> flows(OnnxNode node, NetworkDraft draft) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      if (draft.operand(node, i) instanceof Flow flow) {
        flows.add(flow);
      }
    }
    if (flows.isEmpty()) {
      throw new Refusal("it computes with tensors of the file alone; fold constants on export");
    }
    return flows;
  }

  /** The number that one of two inputs is. */
  private static double number(OnnxNode node, NetworkDraft draft) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (draft.operand(node, i) instanceof Known known) {
        if (known.tensor().elements() != 1) {
          throw new Refusal(
              "it computes with %s, of which no layer does with more than one number"
                  .formatted(known.tensor()));
        }
        return known.tensor().floats()[0];
      }
    }
    throw new Refusal("one of its inputs is no tensor of the file with a number");
  }

  /** Numbers of bytes or whole numbers; of floats it is nothing. */
  static void cast(OnnxNode node, NetworkDraft draft) {
    Operand operand = draft.operand(node, 0);
    boolean isNumbers =
        operand instanceof Flow flow
            && flow.type().type() != DType.F32
            && node.whole("to", 0) == ElementType.FLOAT.code();
    draft.set(
        node.outputs().get(0),
        isNumbers ? draft.add(new Scale(1, 0), (Flow) operand) : checked(operand, node));
  }

  /** Casts between floats, or between whole numbers, change nothing here. */
  private static Operand checked(Operand operand, OnnxNode node) {
    long to = node.whole("to", 0);
    boolean isWhole = to == 6 || to == 7;
    boolean isReal = to == 1 || to == 10 || to == 11 || to == 16;
    boolean fits =
        !(operand instanceof Flow flow) || (flow.type().type() == DType.F32 ? isReal : isWhole);
    if (!fits) {
      throw new Refusal("no layer makes ONNX's type %s of that".formatted(to));
    }
    return operand;
  }
}
