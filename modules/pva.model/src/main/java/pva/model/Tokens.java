package pva.model;

/** Which tokens of a text something is done to. The first token, BOS or not, is a token like the others here. */
public enum Tokens {
  /** Every token. */
  ALL,
  /** Those of the prompt; its last one decides the first new token. */
  PROMPT,
  /** Those behind the prompt. */
  NEW
}
