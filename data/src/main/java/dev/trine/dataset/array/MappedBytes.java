package dev.trine.dataset.array;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The bytes of a file, which the operating system reads when they are asked for and drops when
 * memory is short. One mapping is shorter than 2 GiB, so there are as many as it takes.
 *
 * @param chunks all as long as {@code chunk}, except the last
 */
record MappedBytes(List<ByteBuffer> chunks, int chunk, long length) implements ByteSource {
  private static final int CHUNK = 1 << 30;

  static MappedBytes of(Path file) throws IOException {
    return of(file, CHUNK);
  }

  static MappedBytes of(Path file, int chunk) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long length = channel.size();
      List<ByteBuffer> chunks = new ArrayList<>();
      for (long at = 0; at < length; at += chunk) {
        chunks.add(channel.map(MapMode.READ_ONLY, at, Math.min(chunk, length - at)));
      }
      return new MappedBytes(chunks, chunk, length);
    }
  }

  @Override
  public void read(long at, byte[] to, int start, int count) {
    Objects.checkFromIndexSize(at, (long) count, length);
    int done = 0;
    while (done < count) {
      int within = (int) ((at + done) % chunk);
      int part = Math.min(count - done, chunk - within);
      chunks.get((int) ((at + done) / chunk)).get(within, to, start + done, part);
      done += part;
    }
  }
}
