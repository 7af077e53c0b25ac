package dev.trine.cpu.loops;

import dev.trine.cpu.loops.Schedule.Stage;
import dev.trine.tensor.DType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gives the blocks of a schedule arrays, of which one holds several whose lives do not meet. */
final class Places {
  private final Scheduler scheduler;
  private final Map<Block, Block> places = new HashMap<>();
  private final Map<Block, Integer> lastUse = new HashMap<>();
  private final Map<DType, Deque<Block>> free = new HashMap<>();
  private final Map<DType, Integer> count = new HashMap<>();

  Places(Scheduler scheduler) {
    this.scheduler = scheduler;
  }

  Schedule schedule() {
    scheduler.once().forEach(this::place);
    scheduler.first().forEach(this::place);
    List<Pass> passes =
        scheduler.stages().stream().flatMap(stage -> stage.passes().stream()).toList();
    Set<Block> results =
        scheduler.stages().stream()
            .flatMap(stage -> stage.results().stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < passes.size(); i++) {
      int at = i;
      passes.get(i).blocks().forEach(block -> lastUse.put(block, at));
    }
    Set<Block> serving =
        Stream.concat(scheduler.once().stream(), scheduler.first().stream())
            .flatMap(pass -> pass.blocks().stream())
            .collect(Collectors.toSet());
    Predicate<Block> stays = block -> results.contains(block) || serving.contains(block);
    for (int i = 0; i < passes.size(); i++) {
      int at = i;
      place(passes.get(i));
      passes.get(i).blocks().stream()
          .filter(block -> lastUse.get(block) == at && !stays.test(block))
          .forEach(block -> free.get(block.type()).push(places.get(block)));
    }
    return new Schedule(
        placed(scheduler.once()),
        placed(scheduler.first()),
        scheduler.stages().stream()
            .map(
                stage ->
                    new Stage(
                        placed(stage.passes()), stage.results().stream().map(places::get).toList()))
            .toList(),
        count.getOrDefault(DType.F32, 0),
        count.getOrDefault(DType.I32, 0));
  }

  private List<Pass> placed(List<Pass> passes) {
    return passes.stream().map(pass -> pass.on(places::get)).toList();
  }

  private void place(Pass pass) {
    pass.blocks().forEach(block -> places.computeIfAbsent(block, this::freshPlace));
  }

  private Block freshPlace(Block block) {
    Deque<Block> reusable = free.computeIfAbsent(block.type(), type -> new ArrayDeque<>());
    return reusable.isEmpty()
        ? new Block(block.type(), count.merge(block.type(), 1, Integer::sum) - 1)
        : reusable.pop();
  }
}
