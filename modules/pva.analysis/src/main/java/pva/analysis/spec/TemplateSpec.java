package pva.analysis.spec;

/** Drops latents that fire on every row or on none: they see the template all rows share, and general text need not show it. */
public record TemplateSpec() implements FilterRule {
}
