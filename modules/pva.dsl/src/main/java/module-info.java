/** The script words as annotated interfaces, their type checks, and the frame that shows a mistake. */
module pva.dsl {
  requires transitive pva.analysis;
  requires org.apache.groovy;

  exports pva.dsl;
}
