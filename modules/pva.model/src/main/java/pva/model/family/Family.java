package pva.model.family;

/**
 * A published architecture: how its config is read, what its weights are called, and its block. A new family is one class
 * of about a hundred lines and one TorchScript text; list it in {@code pva.model.Families}.
 */
public interface Family {
  /** The {@code model_type} of its config.json, such as {@code gemma2}. */
  String modelType();

  /** Reads and checks the config. Fails with PVA-MODEL-003 (missing, not a number) and PVA-MODEL-005 (a value it cannot run). */
  Decoder read(Config config);
}
