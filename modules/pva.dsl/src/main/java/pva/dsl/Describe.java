package pva.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a word means, for help, messages and the starter script. Of a word with several signatures one carries the
 * description and speaks for all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Describe {
  /** One sentence or two, in plain English. */
  String says();

  /** How it is written; the first form is the one a message proposes. */
  String[] forms();

  /** What holds when the word is not said; empty where it has to be said or belongs to another word. */
  String defaults() default "";
}
