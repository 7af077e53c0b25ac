package dev.trine.spark;

import dev.trine.ModelFormatException;
import dev.trine.backend.Backend;
import dev.trine.backend.BackendOptions;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.reference.ReferenceBackend;
import java.io.IOException;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * A model of one output that is on no device: its network, weights, names of classes and notes, to
 * be kept, sent, stored, and made on any backend again. It holds nothing that is to be closed.
 */
public final class DetachedModel implements Serializable {
  private static final long serialVersionUID = 1;

  private static final String FILE = "model.safetensors";

  private final String id = UUID.randomUUID().toString();
  private final String network;
  private final float[] weights;
  private final String[] classes;
  private final LinkedHashMap<String, String> notes;

  private DetachedModel(Model model) {
    network = model.network().toJson();
    weights = model.readAll();
    classes = model.classes().toArray(String[]::new);
    notes = new LinkedHashMap<>(model.notes());
  }

  /** What a model is now. */
  public static DetachedModel of(Model model) {
    return new DetachedModel(model);
  }

  /** The network. */
  public Network network() {
    return Network.fromJson(network);
  }

  /** The names of the classes of its output; none where it does not classify. */
  public List<String> classes() {
    return List.of(classes);
  }

  /** The texts that were noted with it. */
  public Map<String, String> notes() {
    return new LinkedHashMap<>(notes);
  }

  /** Makes it. Close the model before the backend. */
  public Model on(Backend backend) {
    Model model = opened(network(), weights, backend);
    try {
      if (classes.length > 0) {
        model.classes(List.of(classes));
      }
      notes.forEach(model::note);
      return model;
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /** A model of weights that are one array, in the order that the network has them. */
  static Model opened(Network network, float[] weights, Backend backend) {
    Model model =
        Model.filled(
            network,
            backend,
            parameter -> new float[Math.toIntExact(parameter.shape().elements())]);
    try {
      model.writeAll(weights);
      return model;
    } catch (RuntimeException | Error failure) {
      model.close();
      throw failure;
    }
  }

  /**
   * Sends it to the executors, each of which gets it once, when a task first asks.
   *
   * @param choice of their backend, as {@link dev.trine.backend.Backends} takes it; null for the
   *     GPU that Spark assigns to a task, or what each executor chooses
   */
  public SharedPredictor share(JavaSparkContext context, String choice) {
    int cores = context.getConf().getInt("spark.executor.cores", Integer.MAX_VALUE);
    BackendOptions options = BackendOptions.defaults();
    return new SharedPredictor(
        id,
        network,
        context.broadcast(weights),
        choice,
        options.withThreads(Math.min(cores, options.threads())));
  }

  /**
   * Writes it as a model's file, which {@code Model.load} and the command line read.
   *
   * @param path in any file system that Hadoop knows; a file that is there is replaced
   * @throws ModelFormatException if it cannot be written
   */
  public void save(String path, Configuration configuration) {
    Path to = new Path(path);
    try {
      LocalFile.use(
          FILE,
          path,
          local -> {
            try (Backend backend = new ReferenceBackend();
                Model model = on(backend)) {
              model.save(local);
            }
            to.getFileSystem(configuration)
                .copyFromLocalFile(false, true, new Path(local.toUri()), to);
            return null;
          });
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be written: %s".formatted(path, failure), failure);
    }
  }

  /**
   * Reads a model's file.
   *
   * @param path in any file system that Hadoop knows
   * @throws ModelFormatException if it is not there, or no model of this library
   */
  public static DetachedModel load(String path, Configuration configuration) {
    Path from = new Path(path);
    try {
      return LocalFile.use(
          FILE,
          path,
          local -> {
            FileSystem files = from.getFileSystem(configuration);
            files.copyToLocalFile(false, from, new Path(local.toUri()), true);
            try (Backend backend = new ReferenceBackend();
                Model model = Model.load(backend, local)) {
              return of(model);
            }
          });
    } catch (IOException failure) {
      throw new ModelFormatException("%s cannot be read: %s".formatted(path, failure), failure);
    }
  }
}
