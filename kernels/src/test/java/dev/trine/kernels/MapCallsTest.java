package dev.trine.kernels;

import static dev.trine.expression.Arithmetic.add;
import static dev.trine.expression.Arithmetic.load;
import static dev.trine.expression.Arithmetic.multiply;
import static dev.trine.expression.Arithmetic.parameter;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trine.UnsupportedOpException;
import dev.trine.backend.BackendOptions;
import dev.trine.backend.View;
import dev.trine.backend.op.Mapping;
import dev.trine.backend.op.Mapping.Access;
import dev.trine.backend.op.Mapping.Result;
import dev.trine.kernels.LaunchArgument.Float;
import dev.trine.kernels.LaunchArgument.Int;
import dev.trine.kernels.LaunchArgument.Memory;
import dev.trine.kernels.MapForm.Walk;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.List;
import org.junit.jupiter.api.Test;

class MapCallsTest {
  private static final Shape EXTENTS = Shape.of(3, 5);

  private final FakeRuntime runtime = new FakeRuntime();
  private final DeviceBackend backend = DeviceBackend.of(runtime, BackendOptions.defaults());

  @Test
  void argumentsAreInTheOrderOfTheForm() {
    Access flipped = new Access(DType.F32, 14, List.of(-5L, -1L));
    Access single = new Access(DType.F32, 2, List.of(0L, 0L));
    Mapping mapping =
        new Mapping(
            EXTENTS,
            List.of(flipped, single),
            List.of(
                new Result(
                    multiply(add(load(0), load(1)), parameter(0.5)),
                    new Access(DType.F32, 0, List.of(7L, 1L)))));
    View out = view(4, 30);
    backend.map(mapping, List.of(view(8, 15), view(0, 3)), List.of(out));
    List<LaunchArgument> arguments = runtime.prepared.get(0).arguments();
    DeviceMemory memory = ((Memory) arguments.get(2)).memory();
    assertEquals(
        List.of(
            new Memory(((Memory) arguments.get(0)).memory(), 22),
            new Memory(((Memory) arguments.get(1)).memory(), 2),
            new Memory(memory, 4),
            new Float(0.5f),
            new Int(15),
            new Int(1),
            new Int(3),
            new Int(5),
            new Int(-5),
            new Int(-1),
            new Int(7),
            new Int(1)),
        arguments);
  }

  @Test
  void axesWalkedAsOneAreJoined() {
    backend.map(Mapping.dense(EXTENTS, 1, load(0)), List.of(view(0, 15)), List.of(view(0, 15)));
    MapForm form = (MapForm) runtime.forms.get(0);
    assertEquals(1, form.axes());
    assertEquals(Walk.DENSE, form.inputs().get(0).walk());
  }

  @Test
  void onlyAlignedTensorsAreTakenWide() {
    Mapping copy = Mapping.dense(EXTENTS, 1, load(0));
    backend.map(copy, List.of(view(4, 15)), List.of(view(8, 15)));
    backend.map(copy, List.of(view(4, 15)), List.of(view(2, 15)));
    assertEquals(new Int(1), runtime.prepared.get(0).arguments().get(3));
    assertEquals(new Int(0), runtime.prepared.get(1).arguments().get(3));
  }

  @Test
  void lanesAreThoseOfTheSchedule() {
    View view = view(0, 1 << 20);
    backend.map(Mapping.dense(view.shape(), 1, load(0)), List.of(view), List.of(view));
    assertEquals(MapSchedule.QUADS.lanes(), runtime.prepared.get(0).grid().lanesX());
    assertTrue(runtime.prepared.get(0).grid().groupsX() > 1);
  }

  @Test
  void stridesBeyondThirtyTwoBitsAreRefused() {
    Access far = new Access(DType.F32, 0, List.of(1L << 32));
    Mapping mapping =
        new Mapping(
            Shape.of(2),
            List.of(far),
            List.of(new Result(load(0), Access.dense(DType.F32, Shape.of(2)))));
    View in = view(0, (1L << 32) + 1);
    View out = view(0, 2);
    assertThrows(
        UnsupportedOpException.class, () -> backend.map(mapping, List.of(in), List.of(out)));
  }

  private View view(long offset, long elements) {
    return backend
        .allocate(TensorType.f32(offset + elements), "tensor")
        .part(offset, Shape.of(elements));
  }
}
