package dev.trine.spark;

import dev.trine.backend.Backend;
import dev.trine.backend.Backends;
import dev.trine.backend.internal.Resources;
import dev.trine.nn.Model;
import dev.trine.nn.Network;
import dev.trine.nn.Predictor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The predictors of this JVM, one for each model and device. One that no task has any more waits
 * for the next for a while, and is closed then, or as soon as another model is opened.
 */
final class PredictorPool {
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(IDLE.toMillis() + 100, TimeUnit.MILLISECONDS);

  private static final Map<Key, Open> OPEN = new LinkedHashMap<>();

  private PredictorPool() {}

  private record Key(String model, String device) {}

  /** A predictor, with how many tasks have it and since when none has. */
  private static final class Open {
    private final Resources resources = new Resources();
    private final Predictor predictor;
    private int tasks;
    private long idleSince;

    private Open(SharedPredictor shared, String device) {
      try {
        Backend backend = resources.add(Backends.open(device, shared.options()));
        Network network = Network.fromJson(shared.network());
        Model model = resources.add(DetachedModel.opened(network, shared.weights(), backend));
        predictor = resources.add(model.predictor());
      } catch (RuntimeException | Error failure) {
        resources.closeAfter(failure);
        throw failure;
      }
    }
  }

  /** A task's part in a predictor. */
  static final class Lease implements AutoCloseable {
    private final Open open;
    private boolean isClosed;

    private Lease(Open open) {
      this.open = open;
    }

    Predictor predictor() {
      return open.predictor;
    }

    @Override
    public void close() {
      synchronized (OPEN) {
        if (isClosed) {
          return;
        }
        isClosed = true;
        open.tasks--;
        open.idleSince = System.nanoTime();
      }
      LATER.execute(() -> closeIdle(IDLE));
    }
  }

  /** The predictor for the task that runs on this thread, which is opened if there is none. */
  static Lease lease(SharedPredictor shared) {
    Key key = new Key(shared.model(), shared.device());
    synchronized (OPEN) {
      Open open = OPEN.get(key);
      if (open == null) {
        closeIdle(Duration.ZERO);
        open = new Open(shared, key.device);
        OPEN.put(key, open);
      }
      open.tasks++;
      return new Lease(open);
    }
  }

  /** Closes those that no task has had for so long. */
  static void closeIdle(Duration idle) {
    List<Open> closing = new ArrayList<>();
    synchronized (OPEN) {
      for (Iterator<Open> all = OPEN.values().iterator(); all.hasNext(); ) {
        Open next = all.next();
        if (next.tasks == 0 && System.nanoTime() - next.idleSince >= idle.toNanos()) {
          closing.add(next);
          all.remove();
        }
      }
    }
    closing.forEach(open -> open.resources.close());
  }

  /** How many are open. */
  static int open() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }
}
