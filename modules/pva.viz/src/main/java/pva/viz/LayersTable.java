package pva.viz;

import java.util.List;
import pva.viz.ReportModel.LayerRow;

/** The layers of a run side by side: how well each dictionary fits, and its best latent. */
final class LayersTable {
  private LayersTable() {
  }

  static Html write(Html html, List<LayerRow> layers) {
    html.table("Each layer with its dictionary and the latent that ranks first among those kept of it.",
        List.of("layer", "dictionary", "fits", "FVU", "L0", "L0 declared", "latents", "kept", "best latent", "d", "95 % interval", "AUROC",
            "p (max-T)"),
        layers.stream().map(LayersTable::cells).toList());
    return html.element("p class=\"note\"",
        "p (max-T) counts the latents of all layers. FVU: share of the activations' variance that the dictionary "
        + "leaves unexplained. The d of a layer's best latent is too large, because it was chosen for it.");
  }

  private static List<String> cells(LayerRow l) {
    return List.of(l.layer() + (l.best() ? " (best)" : ""), l.dictionary(), l.fits() ? "yes" : "no", Numbers.fixed(l.fvu(), 3),
        Numbers.fixed(l.l0(), 1), Double.isFinite(l.declaredL0()) ? Numbers.significant(l.declaredL0(), 3) : Numbers.NONE,
        Numbers.count(l.latents()), Numbers.count(l.kept()), l.first().map(n -> Integer.toString(n.latent())).orElse(Numbers.NONE),
        Numbers.signed(l.cohensD(), 3),
        Double.isFinite(l.low()) ? Numbers.signed(l.low(), 2) + " to " + Numbers.signed(l.high(), 2) : Numbers.NONE,
        Numbers.fixed(l.auroc(), 3), Numbers.significant(l.pMaxT(), 2));
  }
}
