package dev.trine.conformance;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.backend.Activation;
import dev.trine.backend.Backend;
import dev.trine.backend.Buffer;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.View;
import dev.trine.backend.op.Adam;
import dev.trine.backend.op.Dropout;
import dev.trine.backend.op.Matmul;
import dev.trine.backend.op.Reduction;
import dev.trine.backend.op.Sgd;
import dev.trine.backend.op.Stage;
import dev.trine.backend.op.StageOp;
import dev.trine.backend.op.StepState;
import dev.trine.reference.ReferenceBackend;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Wrong arguments are refused when a call is bound, with a message that names op and argument. */
class ContractTest {
  private final Backend backend = new ReferenceBackend();
  private final Buffer memory = backend.allocate(DType.F32, 100, "floats");
  private final View state = backend.allocate(DType.I32, StepState.ELEMENTS, "state").view();
  private final View labels = backend.allocate(DType.I32, 2, "labels").view();
  private final View matrix = memory.view(0, Shape.of(2, 3));
  private final View other = memory.view(50, Shape.of(2, 3));
  private final View pair = memory.view(80, Shape.of(2));
  private final View one = memory.view(90, Shape.of(1));

  @AfterEach
  void close() {
    backend.close();
  }

  @Test
  void viewsMustFitTheirBuffer() {
    refused("does not fit the 100 elements of buffer 'floats'", () -> memory.view(99, Shape.of(2)));
    refused("at offset -1", () -> memory.view(-1, Shape.of(2)));
  }

  @Test
  void fillOfIntsTakesWholeNumbers() {
    refused("fill of buffer 'labels'", () -> backend.fill(0.5, labels));
    refused("fill of buffer 'labels'", () -> backend.fill(1L << 31, labels));
    refused("fill of buffer 'labels'", () -> backend.fill(Double.NaN, labels));
  }

  @Test
  void copyMovesEqualTypesAndCountsApart() {
    refused("copy takes I32 for its in", () -> backend.copy(pair, labels));
    refused("copy takes 6 elements for its in", () -> backend.copy(pair, matrix));
    refused("copy writes over its own in", () -> backend.copy(matrix, memory.view(5, Shape.of(6))));
  }

  @Test
  void transfersNeedRoomAndOneType() {
    try (HostBuffer floats = backend.allocateHost(DType.F32, 5)) {
      refused("upload of 6 elements of 'floats'", () -> backend.upload(floats, matrix));
      refused("download of 6 elements of 'floats'", () -> backend.download(matrix, floats));
      refused("upload between F32", () -> backend.upload(floats, labels));
    }
  }

  @Test
  void matmul() {
    Matmul spec = Matmul.of(2, 2, 3, false, true);
    View out = memory.view(20, Shape.of(2, 2));
    assertDoesNotThrow(() -> backend.matmul(spec, matrix, matrix, pair, out));
    refused("6 elements for its a", () -> backend.matmul(spec, pair, matrix, null, out));
    refused("6 elements for its b", () -> backend.matmul(spec, matrix, pair, null, out));
    refused("4 elements for its out", () -> backend.matmul(spec, matrix, matrix, null, pair));
    refused("2 elements for its bias", () -> backend.matmul(spec, matrix, matrix, one, out));
    refused(
        "writes over its own a",
        () -> backend.matmul(spec, matrix, other, null, memory.view(5, Shape.of(4))));
    refused(
        "writes over its own bias",
        () -> backend.matmul(spec, matrix, other, out.slice(0, 1), out));
  }

  @Test
  void matmulSpecification() {
    Matmul.Operand narrow = new Matmul.Operand(false, 2, 9);
    refused("a negative extent", () -> Matmul.of(-1, 2, 3, false, false));
    refused("a short leading dimension of b", () -> product(1, dense(9), narrow, dense(9)));
    refused(
        "a transposed result",
        () -> product(1, dense(3), dense(3), new Matmul.Operand(true, 3, 9)));
    refused("results that overlap", () -> product(2, dense(9), dense(9), dense(8)));
    refused("a negative batch stride", () -> product(2, dense(-9), dense(9), dense(9)));
    assertDoesNotThrow(() -> product(2, dense(0), dense(0), dense(9)));
    refused(
        "whose gradient needs its input",
        () -> Matmul.of(1, 1, 1, false, false).withActivation(Activation.GELU));
  }

  @Test
  void chain() {
    Stage add = Stage.of(StageOp.ADD, 1, 6);
    Stage addRow = Stage.of(StageOp.ADD, 1, 3);
    View row = memory.view(20, Shape.of(3));
    refused(
        "chain has 9 stages",
        () ->
            backend.chain(
                Collections.nCopies(9, Stage.of(StageOp.RELU)), matrix, List.of(), other));
    refused("too few for its stages", () -> chain(List.of(add), List.of(), other));
    refused("its stages take 0", () -> chain(List.of(), List.of(other), other));
    refused("3 elements for its operand 0", () -> chain(List.of(addRow), List.of(other), other));
    refused(
        "writes over its own in", () -> chain(List.of(), List.of(), memory.view(1, Shape.of(6))));
    refused(
        "writes over its own operand 0",
        () -> chain(List.of(addRow), List.of(row), memory.view(20, Shape.of(6))));
    assertDoesNotThrow(() -> chain(List.of(add, addRow), List.of(other, row), other));
    refused("ADD needs an operand", () -> Stage.of(StageOp.ADD));
    refused("RELU takes no operand", () -> Stage.of(StageOp.RELU, 1));
    refused("must be at least 1", () -> Stage.of(StageOp.ADD, 0, 3));
  }

  @Test
  void reduce() {
    Reduction columns = Reduction.ofColumns(2, 3);
    refused("6 elements for its in", () -> backend.reduce(columns, pair, one));
    refused("3 elements for its out", () -> backend.reduce(columns, matrix, pair));
    refused("negative extent", () -> Reduction.ofColumns(-2, 3));
  }

  @Test
  void classification() {
    View losses = memory.view(30, Shape.of(2));
    refused("softmax takes a matrix", () -> backend.softmax(pair, one));
    refused("softmax writes over", () -> backend.softmax(matrix, memory.view(3, Shape.of(2, 3))));
    refused(
        "takes I32 for its labels",
        () -> backend.softmaxCrossEntropy(1, matrix, pair, losses, null));
    refused(
        "2 elements for its losses",
        () -> backend.softmaxCrossEntropy(1, matrix, labels, one, null));
    refused(
        "6 elements for its gradient",
        () -> backend.softmaxCrossEntropy(1, matrix, labels, losses, pair));
    refused("2 elements for its out", () -> backend.correct(matrix, labels, one));
  }

  @Test
  void random() {
    refused("takes I32 for its out", () -> backend.randomBits(1, 2, state, pair));
    refused("takes I32 for its stepState", () -> backend.randomBits(1, 2, pair, labels));
    refused(
        "6 elements for its in",
        () -> backend.dropout(new Dropout(0.5, 1, 2), state, pair, matrix));
    refused("Dropout rate is 1.0", () -> new Dropout(1, 1, 2));
    refused("Dropout rate is 0.99999999", () -> new Dropout(0.99999999, 1, 2));
    refused("Dropout rate is NaN", () -> new Dropout(Double.NaN, 1, 2));
  }

  @Test
  void updates() {
    View velocity = memory.view(20, Shape.of(6));
    View second = memory.view(30, Shape.of(6));
    Sgd plain = new Sgd(0, false, 0, 0);
    Sgd momentum = new Sgd(0.9, false, 0, 0);
    refused("takes no velocity", () -> sgd(plain, velocity));
    refused("needs a velocity", () -> sgd(momentum, null));
    refused("writes over its own velocity", () -> sgd(momentum, matrix));
    refused("sgd decays 7 of 6 parameters", () -> sgd(new Sgd(0, false, 0.1, 7), null));
    refused("needs a momentum above 0", () -> new Sgd(0, true, 0, 0));
    refused(
        "adam writes over its own firstMoment",
        () ->
            backend.adam(
                new Adam(0.9, 0.999, 1e-8, 0, 0), matrix, other, second, second, one, state));
    refused("beta2 is 1.0", () -> new Adam(0.9, 1, 1e-8, 0, 0));
    refused("1 elements for its loss", () -> backend.guard(pair, one, state));
    refused("commit takes 6 elements", () -> backend.commit(pair, matrix, state));
  }

  private void chain(List<Stage> stages, List<View> operands, View out) {
    backend.chain(stages, matrix, operands, out);
  }

  private void sgd(Sgd spec, View velocity) {
    backend.sgd(spec, matrix, other, velocity, one, state);
  }

  private static Matmul.Operand dense(long batchStride) {
    return new Matmul.Operand(false, 3, batchStride);
  }

  private static Matmul product(
      long batch, Matmul.Operand a, Matmul.Operand b, Matmul.Operand out) {
    return new Matmul(batch, 3, 3, 3, a, b, out, 1, 0, Activation.IDENTITY);
  }

  private static void refused(String expected, Executable use) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, use);
    assertTrue(refusal.getMessage().contains(expected), refusal::getMessage);
  }
}
