package pva.viz;

/**
 * What the score distribution shows: one score a latent.
 *
 * @param scores unsigned scores, one a latent; NaN = undefined, counted and said, never drawn. The array is not copied.
 * @param axis the score's name, such as {@code separation score |d|}
 * @param latents which latents these are, in words: {@code all latents, before the filter}
 * @param top how many of the highest scores the report lists; where they begin is marked. 0 = no mark
 */
public record ScoreFigure(double[] scores, String axis, String latents, int top) {
}
