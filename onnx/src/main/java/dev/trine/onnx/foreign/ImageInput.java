package dev.trine.onnx.foreign;

import dev.trine.nn.Image;
import dev.trine.onnx.file.OnnxNode;

/** What ops over images and sequences take, which they want with channels first. */
final class ImageInput {
  private ImageInput() {}

  /** The first input of a node. */
  static Flow of(OnnxNode node, NetworkDraft draft) {
    Flow in = draft.flow(node, 0);
    if (in.isChannelsFirst() && in.rank() <= 4) {
      return in;
    }
    if (in.rank() == 4 && in.isInOrder() && in.extent(1) == 1) {
      // Of one channel it does not matter where that lies.
      Image image = new Image(Math.toIntExact(in.extent(2)), Math.toIntExact(in.extent(3)), 1);
      return draft.add(image, in).with(Flow.channelsFirst(4));
    }
    throw new Refusal(
        "it takes [batch, channels, time] or [batch, channels, height, width], not what is computed before it; layers take images as they come, or from other layers over images");
  }
}
