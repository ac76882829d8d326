package pva.stats;

/** A figure and how sure it is; NaN and an interval of NaN where it is not defined. */
public record Estimate(double value, Interval interval) {
}
