package pva.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The named settings a word takes, written {@code name: value}; stands on the map parameter that receives them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(java.lang.annotation.ElementType.PARAMETER)
public @interface Named {
  Setting[] value();

  /** One named setting. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target({})
  @interface Setting {
    String name();

    /** {@code int}, {@code double}, {@code String} or a value type of the words. */
    Class<?> type();

    String says();

    /** The smallest value allowed. */
    double min() default Double.NEGATIVE_INFINITY;
  }
}
