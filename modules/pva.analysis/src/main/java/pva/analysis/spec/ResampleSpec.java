package pva.analysis.spec;

import pva.base.PvaException;

/**
 * The baseline that costs nothing to have: the unsteered model asked again, at a temperature.
 *
 * @param samples how often; 0 = not at all
 */
public record ResampleSpec(double temperature, int samples, long seed) {
  public ResampleSpec {
    if (samples < 0 || samples > 0 && !(temperature > 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw PvaException.usage("PVA-STEER-005", "resampling takes a temperature above 0 and 0 or more samples, not " + temperature + " and "
          + samples).word("resample");
    }
  }
}
