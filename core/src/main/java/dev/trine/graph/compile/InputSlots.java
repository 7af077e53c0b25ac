package dev.trine.graph.compile;

import dev.trine.backend.Backend;
import dev.trine.backend.Call;
import dev.trine.backend.HostBuffer;
import dev.trine.backend.Recording;
import dev.trine.backend.Ticket;
import dev.trine.backend.View;
import dev.trine.backend.internal.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The slots in which a program reads its inputs. Of two, runs read one while the other is uploaded
 * to, beside them; the first run after an upload turns them round. With one, uploads and runs are
 * in line.
 */
final class InputSlots {
  private final Backend backend;
  private final InputPlaces places;
  private final List<Slot> slots;

  /** The slot that the runs enqueued last read. */
  private int current;

  /** Uploads to the other slot, for which the next run has to wait. */
  private final List<Ticket> uploads = new ArrayList<>();

  private InputSlots(Backend backend, InputPlaces places, List<Slot> slots) {
    this.backend = backend;
    this.places = places;
    this.slots = slots;
  }

  /**
   * Records the segments for each slot.
   *
   * @param fetches what copies each input from one slot to the other
   * @param resources takes charge of the recordings
   */
  static InputSlots of(
      Backend backend,
      InputPlaces places,
      Map<String, BoundCall> fetches,
      List<Segment> segments,
      Resources resources) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < places.slots(); i++) {
      int slot = i;
      Map<String, Call> fetching = new HashMap<>();
      fetches.forEach((input, fetch) -> fetching.put(input, fetch.call(slot)));
      List<Recording> recordings = new ArrayList<>();
      for (Segment segment : segments) {
        List<Call> running = segment.calls().stream().map(call -> call.call(slot)).toList();
        recordings.add(resources.add(backend.record(running)));
      }
      slots.add(new Slot(places.of(slot), fetching, recordings));
    }
    return new InputSlots(backend, places, slots);
  }

  /** Enqueues an upload for the next run; of an input that the program does not read, none. */
  Ticket upload(String input, HostBuffer from) {
    Slot to = slots.get(next());
    View place = to.input(input);
    if (place == null) {
      return Ticket.DONE;
    }
    Ticket upload;
    if (next() == current) {
      upload = backend.upload(from, place);
    } else {
      upload = backend.upload(from, place, to.left());
      uploads.add(upload);
    }
    slots.forEach(slot -> slot.outdate(input));
    to.update(input);
    return upload;
  }

  /**
   * The segments as the next run has to read its inputs, in order; enqueues what that run waits
   * for.
   */
  List<Recording> recordings() {
    if (!uploads.isEmpty()) {
      turnRound();
    }
    return slots.get(current).recordings();
  }

  /** Where a view of the program's plan was read by the last run. */
  View of(View planned) {
    return places.in(current, planned);
  }

  /** The mark is behind all that reads the slot it leaves: runs, downloads and copies. */
  private void turnRound() {
    Slot from = slots.get(current);
    Slot to = slots.get(next());
    uploads.forEach(backend::await);
    uploads.clear();
    to.fetchFrom(from);
    from.leave(backend.mark());
    current = next();
  }

  private int next() {
    return (current + 1) % slots.size();
  }
}
