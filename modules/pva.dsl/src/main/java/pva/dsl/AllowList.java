package pva.dsl;

import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.GenericsType;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.transform.stc.ExtensionMethodNode;

/**
 * What a script may use without trust: values, collections, text, maths and the words. Everything that is not named here
 * is refused. Judged on the method the type checker selected, so no spelling of a call can hide what is called.
 */
final class AllowList {
  private static final Set<String> TYPES = words("""
      java.lang.Object java.lang.String java.lang.CharSequence java.lang.Number java.lang.Integer java.lang.Long
      java.lang.Double java.lang.Float
      java.lang.Short java.lang.Byte java.lang.Character java.lang.Boolean java.lang.Math java.lang.Comparable java.lang.Iterable
      java.math.BigDecimal java.math.BigInteger java.math.RoundingMode
      java.util.List java.util.Map java.util.Map$Entry java.util.Set java.util.Collection java.util.Iterator java.util.ArrayList
      java.util.LinkedHashMap java.util.HashMap java.util.TreeMap java.util.LinkedHashSet java.util.HashSet java.util.TreeSet
      groovy.lang.Closure groovy.lang.GString groovy.lang.Range groovy.lang.IntRange
      java.lang.Exception java.lang.RuntimeException java.lang.IllegalArgumentException java.lang.IllegalStateException
      java.lang.ArithmeticException java.lang.NumberFormatException""");
  private static final Set<String> MADE = words("""
      java.util.ArrayList java.util.LinkedHashMap java.util.HashMap java.util.TreeMap java.util.LinkedHashSet java.util.HashSet
      java.util.TreeSet java.math.BigDecimal java.math.BigInteger java.lang.String java.lang.RuntimeException
      java.lang.IllegalArgumentException java.lang.IllegalStateException java.lang.Object""");
  private static final Set<String> VALUE_METHODS = words("""
      equals hashCode toString compareTo compare compareToIgnoreCase equalsIgnoreCase length isEmpty isBlank charAt
      contains startsWith endsWith
      indexOf lastIndexOf substring subSequence replace replaceAll replaceFirst split join format formatted concat
      repeat strip stripLeading
      stripTrailing trim toUpperCase toLowerCase matches valueOf parseInt parseLong parseDouble parseFloat parseBoolean
      intValue longValue
      doubleValue floatValue shortValue byteValue booleanValue charValue isNaN isInfinite isFinite min max sum signum
      abs negate add subtract multiply
      divide remainder mod pow sqrt scale setScale precision round stripTrailingZeros toPlainString isDigit isLetter
      isLetterOrDigit isWhitespace
      isUpperCase isLowerCase ordinal name getMessage bitCount sqrt gcd intValueExact longValueExact""");
  private static final Set<String> COLLECTION_METHODS = words("""
      equals hashCode toString size isEmpty get put add addAll contains containsAll containsKey containsValue keySet
      values entrySet getKey
      getValue remove removeAll retainAll clear set indexOf lastIndexOf subList iterator hasNext next getOrDefault
      putAll putIfAbsent getFrom getTo
      getFirst getLast first last firstKey lastKey step isReverse reversed of copyOf containsWithinBounds""");
  private static final Set<String> EXTENSION_METHODS = words("""
      abs any asBoolean asCollection asImmutable ceil capitalize center chop collate collect collectEntries collectMany
      collectNested combinations
      compareTo contains containsAll count countBy div downto drop dropRight dropWhile each eachCombination
      eachPermutation eachWithIndex equals
      every expand find findAll findIndexOf findIndexValues findLastIndexOf findResult findResults first flatten floor
      get getAt groupBy
      head implies indexed indexOf init inject intdiv intersect is isAllWhitespace isBigDecimal isBigInteger isCase
      isDouble isEmpty isFloat
      isInteger isLong isNotCase isNumber isWhitespace iterator join keySet last leftShift matches max min minus mod
      multiply negative next
      numberAware or and xor padLeft padRight partitionPoint plus positive power previous putAll putAt permutations
      readLines remainder repeat reverse
      reverseEach rightShift round shuffled size sort split splitEachLine step stripIndent stripMargin sum tail take
      takeRight takeWhile tap times
      toBigDecimal toBigInteger toBoolean toDouble toFloat toInteger toList toListString toLong toMapString toSet
      toSorted toString toUnique tokenize
      tr transpose trunc uncapitalize unique upto values with withDefault withIndex withCollectedKeys zip intersect
      disjoint subMap average
      bitwiseNegate unaryMinus unaryPlus""");
  private static final Set<String> EXTENSIONS = words("""
      org.codehaus.groovy.runtime.DefaultGroovyMethods org.codehaus.groovy.runtime.StringGroovyMethods
      org.codehaus.groovy.runtime.ArrayGroovyMethods org.codehaus.groovy.vmplugin.v8.PluginDefaultGroovyMethods""");
  private static final Set<String> CLOSURE_METHODS = words("call curry rcurry ncurry");
  private static final Set<String> CONSTANTS = words("PI E MAX_VALUE MIN_VALUE NaN POSITIVE_INFINITY NEGATIVE_INFINITY ZERO ONE TEN "
      + "HALF_UP HALF_EVEN HALF_DOWN UP DOWN CEILING FLOOR");

  private AllowList() {}

  private static Set<String> words(String text) {
    return Set.of(java.util.Arrays.stream(text.trim().split("\\s+")).distinct().toArray(String[]::new));
  }

  static boolean type(String name) {
    return TYPES.contains(name);
  }

  static boolean type(ClassNode type) {
    if (type.isArray()) {
      return type(type.getComponentType());
    }
    GenericsType[] generics = type.isGenericsPlaceHolder() ? null : type.getGenericsTypes();
    if (generics != null) {
      for (GenericsType g : generics) {
        if (!g.isPlaceholder() && !g.isWildcard() && !type(g.getType())) {
          return false;
        }
      }
    }
    return ClassHelper.isPrimitiveType(type) || type.isGenericsPlaceHolder() || type(type.getName());
  }

  static boolean constructor(ClassNode type) {
    return MADE.contains(type.getName());
  }

  static boolean constant(String name) {
    return CONSTANTS.contains(name);
  }

  static boolean method(MethodNode method) {
    if (method instanceof ExtensionMethodNode extension) {
      return extension(extension.getExtensionMethodNode());
    }
    String owner = method.getDeclaringClass().getName();
    String name = method.getName();
    if (Block.declares(owner)) {
      return true;
    } else if (owner.equals(AnalysisScript.class.getName())) {
      return Block.of(name).isPresent() || name.equals("println");
    } else if (owner.equals("java.lang.Math")) {
      return !name.equals("random");
    } else if (owner.equals("groovy.lang.Closure")) {
      return CLOSURE_METHODS.contains(name);
    } else if (owner.startsWith("java.util.") && owner.indexOf('.', 10) < 0 || owner.equals("groovy.lang.Range")
        || owner.equals("groovy.lang.IntRange") || owner.equals("java.lang.Iterable")) {
      return COLLECTION_METHODS.contains(name) && collection(owner);
    }
    return (type(owner) || owner.equals("java.lang.Throwable") || owner.equals("java.lang.Enum")) && VALUE_METHODS.contains(name);
  }

  private static boolean collection(String owner) {
    return type(owner) || owner.startsWith("java.util.Abstract") || owner.startsWith("java.util.Sequenced")
        || owner.startsWith("java.util.Sorted") || owner.startsWith("java.util.Navigable");
  }

  /** Groovy's own additions; {@code getAt} on any object, or by a name on a list, would read a property. */
  private static boolean extension(MethodNode method) {
    if (!EXTENSIONS.contains(method.getDeclaringClass().getName()) || !EXTENSION_METHODS.contains(method.getName())) {
      return false;
    }
    if (method.getName().equals("getAt") || method.getName().equals("putAt")) {
      ClassNode self = method.getParameters()[0].getType();
      ClassNode key = method.getParameters().length > 1 ? method.getParameters()[1].getType() : self;
      return self.getName().equals("java.util.Map") || !ClassHelper.isObjectType(self) && !ClassHelper.isStringType(key);
    }
    return true;
  }
}
