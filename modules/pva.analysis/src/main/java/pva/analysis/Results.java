package pva.analysis;

import java.nio.file.Path;
import java.util.Optional;
import pva.sae.FiringRates;

/**
 * What the steps left behind, read back from their files.
 *
 * @param rates empty where no general text was counted
 * @param scoreFolder holds {@code latents.parquet} and {@code latents.csv}
 * @param drawFolder holds the figures
 */
record Results(FitResult fit, RowTokens tokens, Optional<FiringRates> rates, Optional<Path> ratesFile, ScoreResult score, Path scoreFolder,
               Path drawFolder) {
}
