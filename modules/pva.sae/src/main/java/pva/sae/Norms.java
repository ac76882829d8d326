package pva.sae;

/** Euclidean norms of the decoder's rows, one row a latent: 1 throughout where the publisher normalised them. */
public record Norms(double smallest, double mean, double largest) {
}
