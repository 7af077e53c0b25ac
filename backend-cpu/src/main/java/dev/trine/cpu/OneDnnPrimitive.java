package dev.trine.cpu;

import static org.bytedeco.dnnl.global.dnnl.dnnl_primitive_execute;

import dev.trine.DeviceLostException;
import org.bytedeco.dnnl.dnnl_exec_arg_t;
import org.bytedeco.dnnl.dnnl_memory;
import org.bytedeco.dnnl.dnnl_primitive;
import org.bytedeco.dnnl.dnnl_stream;
import org.bytedeco.dnnl.primitive;

/** A primitive that the team's threads run at the same time, each with arguments of its own. */
final class OneDnnPrimitive {
  private final String does;
  private final dnnl_primitive handle;
  private final dnnl_exec_arg_t[] lists;

  /** By worker and argument. */
  private final dnnl_exec_arg_t[][] arguments;

  /**
   * @param does what, for messages
   * @param roles oneDNN's number for each argument
   */
  OneDnnPrimitive(NativeObjects kept, String does, primitive prepared, int workers, int... roles) {
    this.does = does;
    handle = kept.keep(kept.keep(prepared).get());
    lists = new dnnl_exec_arg_t[workers];
    arguments = new dnnl_exec_arg_t[workers][roles.length];
    for (int worker = 0; worker < workers; worker++) {
      lists[worker] = kept.keep(new dnnl_exec_arg_t(roles.length));
      for (int i = 0; i < roles.length; i++) {
        arguments[worker][i] = kept.keep(lists[worker].getPointer(i));
        arguments[worker][i].arg(roles[i]);
      }
    }
  }

  /** Gives a worker one of its arguments, until another is given. */
  void set(int worker, int argument, dnnl_memory content) {
    arguments[worker][argument].memory(content);
  }

  void execute(int worker, dnnl_stream stream) {
    int status = dnnl_primitive_execute(handle, stream, arguments[worker].length, lists[worker]);
    if (status != 0) {
      throw new DeviceLostException("oneDNN failed to %s: status %s".formatted(does, status));
    }
  }
}
