package dev.trine.onnx.foreign;

import dev.trine.nn.Concatenate;
import dev.trine.nn.Embedding;
import dev.trine.nn.Flatten;
import dev.trine.nn.Image;
import dev.trine.nn.Pad2d;
import dev.trine.nn.Upsample2d;
import dev.trine.onnx.file.OnnxNode;
import dev.trine.onnx.file.OnnxTensor;
import dev.trine.tensor.DType;
import dev.trine.tensor.Shape;
import dev.trine.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** What puts elements elsewhere, and what does nothing when a network is used. */
final class Arrangements {
  private Arrangements() {}

  static void same(OnnxNode node, NetworkDraft draft) {
    draft.set(node.outputs().get(0), draft.operand(node, 0));
  }

  static void transpose(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    List<Long> perm = new ArrayList<>(node.wholes("perm"));
    if (perm.isEmpty()) {
      for (long axis = in.rank() - 1L; axis >= 0; axis--) {
        perm.add(axis);
      }
    }
    List<Integer> sorted = perm.stream().map(in::axis).sorted().toList();
    if (!sorted.equals(Flow.inOrder(in.rank())) || in.flattened() != null) {
      throw new Refusal("its perm is %s for %s axes".formatted(perm, in.rank()));
    }
    draft.set(
        node.outputs().get(0),
        in.with(perm.stream().map(axis -> in.axes().get(in.axis(axis))).toList()));
  }

  static void flatten(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    if (node.whole("axis", 1) != 1) {
      throw new Refusal("it flattens from axis %s on, expected 1".formatted(node.whole("axis", 1)));
    }
    draft.set(node.outputs().get(0), flattened(in, draft));
  }

  /** [batch, …] as [batch, elements]. */
  private static Flow flattened(Flow in, NetworkDraft draft) {
    List<Integer> there = in.axes().stream().filter(axis -> axis != Flow.NONE).toList();
    Shape shape = in.type().shape();
    if (there.equals(Flow.inOrder(2))) {
      return in.with(there); // only axes of one element go
    }
    boolean isChannelsFirst = there.equals(Flow.channelsFirst(shape.rank()));
    if (!isChannelsFirst && !there.equals(Flow.inOrder(shape.rank()))) {
      throw new Refusal(
          "it flattens what has its axes in another order than any layer; put the transpose behind it");
    }
    Flow made = draft.add(new Flatten(), in);
    Flow plain = Flow.of(made.value(), made.type());
    return isChannelsFirst && !isInOneOrder(shape.example())
        ? plain.flattenedFrom(shape.example())
        : plain;
  }

  /** Whether there is one channel, or one pixel, so that it does not matter what comes first. */
  private static boolean isInOneOrder(Shape image) {
    long channels = image.dimension(-1);
    return channels == 1 || channels == image.elements();
  }

  /** To vectors, to images, or to the same shape. */
  static void reshape(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    List<Long> target = resolved(draft.extents(node, 1), in);
    List<Long> same = new ArrayList<>();
    for (int axis = 0; axis < in.rank(); axis++) {
      same.add(in.axes().get(axis) == 0 ? Extents.BATCH : in.extent(axis));
    }
    String output = node.outputs().get(0);
    if (target.equals(same)) {
      draft.set(output, in);
    } else if (target.size() == 2) {
      draft.set(output, flattened(in, draft));
    } else if (target.size() == 4 && in.isInOrder()) {
      int[] extents = target.subList(1, 4).stream().mapToInt(Math::toIntExact).toArray();
      Flow made = draft.add(new Image(extents[0], extents[1], extents[2]), in);
      draft.set(output, Flow.of(made.value(), made.type()));
    } else {
      throw new Refusal(
          "no layer gives %s the shape %s; layers flatten, or make images of vectors"
              .formatted(in.type().shape().example(), Extents.text(target)));
    }
  }

  /** With {@link Extents#BATCH} first, and numbers for what was left to follow. */
  private static List<Long> resolved(List<Long> target, Flow in) {
    long elements = in.type().shape().elements();
    List<Long> known = new ArrayList<>();
    for (int i = 0; i < target.size(); i++) {
      boolean isCopied = target.get(i) == 0 && i < in.rank();
      boolean isBatch = isCopied && in.axes().get(i) == 0 || target.get(i) == Extents.BATCH;
      known.add(isBatch ? Extents.BATCH : isCopied ? (Long) in.extent(i) : target.get(i));
    }
    long rest = elements;
    for (long extent : known) {
      rest = extent > 0 ? rest / extent : rest;
    }
    boolean hasBatch = known.contains(Extents.BATCH);
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) == -1) {
        known.set(i, hasBatch ? (Long) rest : (Long) Extents.BATCH);
        hasBatch = true;
      }
    }
    long product = 1;
    for (long extent : known) {
      product = extent == Extents.BATCH ? product : Math.multiplyExact(product, extent);
    }
    if (!known.isEmpty() && known.get(0) == 1 && !hasBatch) {
      known.set(0, Extents.BATCH); // of a graph that was made for a batch of one
    }
    if (known.isEmpty() || known.get(0) != Extents.BATCH || product != elements) {
      throw new Refusal(
          "it makes %s of %s, expected the batch first and as many elements"
              .formatted(Extents.text(target), in.type().shape().example()));
    }
    return known;
  }

  static void squeeze(OnnxNode node, NetworkDraft draft) {
    if (!(draft.operand(node, 0) instanceof Flow in)) {
      same(node, draft);
      return;
    }
    List<Long> given = node.hasInput(1) ? draft.extents(node, 1) : node.wholes("axes");
    List<Integer> left = new ArrayList<>(in.axes());
    given.stream()
        .map(in::axis)
        .sorted(Comparator.reverseOrder())
        .forEach(
            axis -> {
              if (left.remove((int) axis) != Flow.NONE) {
                throw new Refusal("it takes away axis %s, which the network has".formatted(axis));
              }
            });
    draft.set(node.outputs().get(0), in.with(left));
  }

  static void concatenate(OnnxNode node, NetworkDraft draft) {
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      flows.add(draft.flow(node, i));
    }
    Flow first = flows.get(0);
    int axis = first.axis(node.whole("axis", 0));
    boolean fits =
        first.axes().get(axis) == first.type().shape().rank() - 1
            && flows.stream()
                .allMatch(flow -> flow.axes().equals(first.axes()) && flow.flattened() == null);
    if (!fits) {
      throw new Refusal(
          "it joins along axis %s; concatenate() does along features, or channels".formatted(axis));
    }
    draft.set(node.outputs().get(0), draft.add(new Concatenate(), flows).get(0));
  }

  static void pad(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    List<Long> pads = node.hasInput(1) ? draft.extents(node, 1) : node.wholes("pads");
    boolean isZero =
        node.text("mode", "constant").equals("constant")
            && (!node.hasInput(2) || Shapes.isZero(draft.tensor(node, 2)));
    boolean fits =
        isZero
            && !node.hasInput(3)
            && pads.size() == 8
            && pads.get(0) + pads.get(1) + pads.get(4) + pads.get(5) == 0;
    if (!fits) {
      throw new Refusal("its pads are %s; pad2d puts zeros around images".formatted(pads));
    }
    int[] around = {2, 6, 3, 7};
    for (int i = 0; i < around.length; i++) {
      around[i] = Math.toIntExact(pads.get(around[i]));
    }
    Pad2d layer = new Pad2d(around[0], around[1], around[2], around[3]);
    draft.set(node.outputs().get(0), draft.add(layer, in));
  }

  /** Larger images by a whole number, of the nearest pixels. */
  static void resize(OnnxNode node, NetworkDraft draft) {
    Flow in = ImageInput.of(node, draft);
    String places = node.text("coordinate_transformation_mode", "half_pixel");
    String nearest = node.text("nearest_mode", "round_prefer_floor");
    boolean isNearest =
        node.text("mode", "nearest").equals("nearest")
            && (places.equals("asymmetric") && nearest.equals("floor")
                || places.equals("half_pixel") && nearest.equals("round_prefer_floor"));
    if (!isNearest || in.rank() != 4 || !node.hasInput(2)) {
      throw new Refusal(
          "upsample2d repeats the nearest pixels by scales, this is of mode %s, %s, %s"
              .formatted(node.text("mode", "nearest"), places, nearest));
    }
    float[] scales = draft.tensor(node, 2).floats();
    boolean fits =
        scales.length == 4
            && scales[0] == 1
            && scales[1] == 1
            && scales[2] == scales[3]
            && scales[2] == (int) scales[2];
    if (!fits) {
      throw new Refusal("upsample2d is by one whole number, not " + Arrays.toString(scales));
    }
    draft.set(node.outputs().get(0), draft.add(new Upsample2d((int) scales[2]), in));
  }

  /** Vectors of numbers, or the last step of a layer over sequences. */
  static void gather(OnnxNode node, NetworkDraft draft) {
    String output = node.outputs().get(0);
    if (draft.operand(node, 0) instanceof Flow in) {
      draft.set(output, picked(in, in.axis(node.whole("axis", 0)), draft.operand(node, 1)));
    } else if (draft.operand(node, 1) instanceof Flow numbers) {
      OnnxTensor table = draft.tensor(node, 0);
      Shape shape = Turned.shape(table, 2);
      if (node.whole("axis", 0) != 0 || numbers.type().type() != DType.I32) {
        throw new Refusal("an embedding picks rows by whole numbers");
      }
      int count = Math.toIntExact(shape.dimension(0));
      int width = Math.toIntExact(shape.dimension(1));
      Flow made = draft.add(new Embedding(count, width, Embedding.NO_PADDING), numbers);
      Flow vectors = Flow.of(made.value(), made.type(), withWidth(numbers));
      draft.weight(vectors, "weight", table.floats());
      draft.set(output, vectors);
    } else {
      Shapes.gather(node, draft);
    }
  }

  /** The only one of an axis that the network has not, or the last step. */
  private static Flow picked(Flow in, int axis, Operand which) {
    boolean isOne = which instanceof Known known && known.tensor().dims().isEmpty();
    long number = isOne ? ((Known) which).tensor().longs()[0] : Long.MIN_VALUE;
    boolean isLast = number == -1 || number == in.extent(axis) - 1;
    if (isLast && in.axes().get(axis) == Flow.NONE) {
      List<Integer> left = new ArrayList<>(in.axes());
      left.remove(axis);
      return in.with(left);
    }
    if (isLast && in.axes().get(axis) == 1 && in.last() != null) {
      return Flow.of(in.last(), TensorType.f32(1, in.type().shape().dimension(-1)));
    }
    throw new Refusal(
        "no layer picks some of axis %s, but for the last step of a layer over sequences"
            .formatted(axis));
  }

  private static List<Integer> withWidth(Flow numbers) {
    List<Integer> axes = new ArrayList<>(numbers.axes());
    axes.add(numbers.type().shape().rank());
    return axes;
  }
}
