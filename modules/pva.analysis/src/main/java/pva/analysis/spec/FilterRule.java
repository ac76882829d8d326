package pva.analysis.spec;

/** Something the word {@code filter} takes. No rule sees a label. */
public sealed interface FilterRule permits FilterSpec, TemplateSpec, HighNormSpec {
}
