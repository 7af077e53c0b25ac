package dev.trine.nn;

import dev.trine.backend.Backend;
import dev.trine.backend.View;
import dev.trine.data.Batches;
import dev.trine.data.Dataset;
import dev.trine.data.Field;
import dev.trine.data.LengthBuckets;
import dev.trine.graph.Node;
import dev.trine.tensor.TensorType;
import java.util.List;
import java.util.Map;

/** How the examples of a batch come to a program. */
public interface Feed {
  /** Every batch is copied to the device, field by field. */
  Feed STREAMED =
      new Feed() {
        @Override
        public Node field(BatchFields fields, String name, TensorType type) {
          return fields.graph().input(name, type);
        }

        @Override
        public Map<String, View> state() {
          return Map.of();
        }

        @Override
        public Batches batches(
            Backend backend, Dataset dataset, List<Field> fields, int size, LengthBuckets buckets) {
          return new Batches(backend, dataset, fields, size, buckets);
        }
      };

  /**
   * A field of a batch in a graph, that has not been asked for there before.
   *
   * @param fields of the graph
   * @param type of the batch; of examples of which a part is in the batch, such as the first steps
   *     of a sequence, that part
   */
  Node field(BatchFields fields, String name, TensorType type);

  /** What graphs with such fields name. */
  Map<String, View> state();

  /**
   * The batches of a set, as programs of such graphs take them.
   *
   * @param fields that these programs take
   * @param size examples a batch
   * @param buckets of the set, by which batches have fewer steps of sequences
   */
  Batches batches(
      Backend backend, Dataset dataset, List<Field> fields, int size, LengthBuckets buckets);

  /** The same with all steps of sequences. */
  default Batches batches(Backend backend, Dataset dataset, List<Field> fields, int size) {
    return batches(backend, dataset, fields, size, LengthBuckets.of(dataset, size, 1));
  }
}
