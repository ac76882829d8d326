package pva.stats;

import java.util.Arrays;

/** Which latents take part, by latent. */
final class Kept {
  private Kept() {
  }

  static boolean[] all(int latents) {
    boolean[] all = new boolean[latents];
    Arrays.fill(all, true);
    return all;
  }

  static int count(boolean[] kept) {
    int n = 0;
    for (boolean k : kept) {
      n += k ? 1 : 0;
    }
    return n;
  }
}
