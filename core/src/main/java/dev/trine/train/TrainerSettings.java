package dev.trine.train;

import dev.trine.nn.Model;
import java.util.List;

/**
 * How a model is trained.
 *
 * @param losses none for those that suit the data
 * @param validation the fraction of the data held out to watch generalisation; 0 for none
 * @param stoppingRule null for none
 */
record TrainerSettings(
    Model model,
    List<LossSetting> losses,
    Optimizer optimizer,
    int batch,
    int epochs,
    long seed,
    double validation,
    StoppingRule stoppingRule,
    NotFinite notFinite,
    DataPlace dataPlace,
    List<TrainingListener> listeners) {}
