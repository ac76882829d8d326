package pva.analysis.step;

import java.util.Optional;
import pva.analysis.spec.FilterSpec;
import pva.analysis.spec.TemplateSpec;
import pva.sae.FiringRates;
import pva.stats.TemplateFilter;
import pva.tensor.SparseMatrix;

/**
 * Which latents the filters keep. No filter sees a label, so it cannot leak one.
 *
 * @param kept by latent
 * @param onText latents dropped because they fire on too much general text
 * @param always latents dropped because they fire on every row
 * @param never latents dropped because they fire on no row
 */
public record Filters(boolean[] kept, int onText, int always, int never) {

  public static Filters of(SparseMatrix latents, Optional<FiringRates> rates, Optional<FilterSpec> text, Optional<TemplateSpec> template) {
    TemplateFilter same = TemplateFilter.of(latents);
    boolean[] kept = new boolean[latents.cols()];
    int onText = 0;
    int always = 0;
    int never = 0;
    for (int i = 0; i < kept.length; i++) {
      boolean common = rates.isPresent() && text.isPresent() && rates.get().rate(i) > text.get().share();
      boolean on = template.isPresent() && same.on()[i];
      boolean off = template.isPresent() && same.off()[i];
      onText += common ? 1 : 0;
      always += !common && on ? 1 : 0;
      never += !common && off ? 1 : 0;
      kept[i] = !common && !on && !off;
    }
    return new Filters(kept, onText, always, never);
  }
}
