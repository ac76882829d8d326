package pva.analysis.step;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import pva.sae.FiringRates;

/**
 * What the steps left behind, read back from their files.
 *
 * @param fits of each layer, in their order
 * @param fit that of the layer of the first latent of the ranking
 * @param study the rows that count
 * @param chooses those of them that choose, which the score table describes: all where there is no split
 * @param rates empty where no general text was counted
 * @param scoreFolder holds {@code latents.parquet} and {@code latents.csv}
 * @param detections empty where there is no split
 * @param detectFolder holds {@code detection.parquet} and {@code detection.csv}
 * @param stability empty where the script did not ask for it
 * @param drawFolder holds the figures
 */
public record Results(List<FitResult> fits, FitResult fit, Study study, Study chooses, Optional<FiringRates> rates,
    Optional<Path> ratesFile, ScoreResult score,
               Path scoreFolder, Optional<Detections> detections, Optional<Path> detectFolder, Optional<StabilityResult> stability,
               Path drawFolder) {
}
