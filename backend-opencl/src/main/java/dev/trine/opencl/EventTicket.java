package dev.trine.opencl;

import dev.trine.backend.Device;
import dev.trine.backend.Ticket;
import org.jocl.CL;
import org.jocl.CLException;
import org.jocl.cl_event;

/** The event at the end of a transfer; released when somebody has seen it done. */
final class EventTicket implements Ticket {
  private final Device device;
  private cl_event event;

  EventTicket(Device device, cl_event event) {
    this.device = device;
    this.event = event;
  }

  @Override
  public synchronized void await() {
    if (event == null) {
      return;
    }
    try {
      CL.clWaitForEvents(1, new cl_event[] {event});
    } catch (CLException failure) {
      throw Errors.translate(device, "waiting for a transfer", failure);
    } finally {
      CL.clReleaseEvent(event);
      event = null;
    }
  }
}
