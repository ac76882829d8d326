package pva.analysis.steer;

import java.util.OptionalInt;

/**
 * Something to steer along.
 *
 * @param arm {@link Arm.Kind#DIRECTION} for the one that is studied, else the kind of control
 * @param vector of length 1
 * @param latent where it is the decoder row of a latent
 * @param frequency share of the select prompts' tokens on which that latent fires; NaN for none
 * @param activation its mean activation there; NaN for none
 * @param cosine with the direction that is studied
 */
record Direction(Arm.Kind arm, String name, float[] vector, OptionalInt latent, double frequency, double activation, double cosine) {

  Arm at(double amount) {
    return new Arm(arm, name, amount, 0);
  }

  static float[] unit(float[] vector) {
    double length = Math.sqrt(dot(vector, vector));
    float[] unit = new float[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
