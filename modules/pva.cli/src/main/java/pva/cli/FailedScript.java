package pva.cli;

import pva.analysis.spec.ScriptSpec;
import pva.base.PvaException;

/** A failure of a run together with the script that asked for it, so that the message can show the line. */
final class FailedScript extends RuntimeException {
  private static final long serialVersionUID = 1L;

  final transient ScriptSpec spec;

  FailedScript(PvaException cause, ScriptSpec spec) {
    super(cause);
    this.spec = spec;
  }

  PvaException problem() {
    return (PvaException) getCause();
  }
}
