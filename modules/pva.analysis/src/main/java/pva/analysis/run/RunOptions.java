package pva.analysis.run;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import pva.tensor.DeviceChoice;

/**
 * What the command line adds to a script.
 *
 * @param out the run directory; empty = {@code runs/NAME-TIME} in the current folder
 * @param cache false = compute every step anew, reading nothing from the cache and leaving nothing in it
 * @param force go on where the fit verdict would stop
 * @param device overrides the script's device
 */
public record RunOptions(Optional<Path> out, boolean cache, boolean force, Optional<DeviceChoice> device) {
  public RunOptions {
    Objects.requireNonNull(out);
    Objects.requireNonNull(device);
  }

  public static RunOptions into(Path out) {
    return new RunOptions(Optional.of(out), true, false, Optional.empty());
  }
}
