package pva.dsl;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.ClassNode;

/** Types in the words of the one who writes the script. */
final class PlainType {
  private static final Set<String> WHOLE = Set.of("int", "java.lang.Integer", "long", "java.lang.Long", "short", "java.lang.Short",
      "byte", "java.lang.Byte", BigInteger.class.getName());
  private static final Set<String> DECIMAL = Set.of("double", "java.lang.Double", "float", "java.lang.Float", BigDecimal.class.getName());

  private PlainType() {}

  static String of(Class<?> type) {
    return of(ClassHelper.make(type));
  }

  static String of(ClassNode type) {
    String name = type.getName();
    if (WHOLE.contains(name)) {
      return "a whole number";
    } else if (DECIMAL.contains(name)) {
      return "a decimal number";
    } else if (ClassHelper.isStringType(type) || ClassHelper.isGStringType(type)) {
      return "a text";
    } else if (name.equals("boolean") || name.equals("java.lang.Boolean")) {
      return "true or false";
    } else if (type.isArray() || type.implementsInterface(ClassHelper.makeCached(List.class))) {
      return "a list";
    } else if (type.implementsInterface(ClassHelper.makeCached(Map.class))) {
      return "a map";
    } else if (type.isDerivedFrom(ClassHelper.CLOSURE_TYPE)) {
      return "a closure";
    } else if (name.equals("java.lang.Object")) {
      return "a value of unknown type";
    }
    return switch (type.getNameWithoutPackage()) {
      case "void" -> "nothing";
      case "DType" -> "float32 or bfloat16";
      case "DeviceChoice" -> "a device";
      case "Position" -> "a position";
      case "SaeSpec" -> "a dictionary";
      case "Pairing" -> "a pairing, such as published";
      case "LlamaScopeScale" -> "a scale, such as saelensScale";
      case "DirectionSpec" -> "a direction";
      case "DoseSpec" -> "a dose";
      case "GateSpec" -> "a gate";
      case "Tokens" -> "a choice of tokens";
      case "FilterRule", "FilterSpec", "TemplateSpec", "HighNormSpec" -> "a filter rule";
      case "Taken$Ranking" -> "a ranking";
      case "Taken$Testing" -> "a test";
      case "Taken$Detecting" -> "a figure of detection";
      case "Taken$Welch" -> "a ranking or a test";
      case "Taken$Auroc" -> "a ranking or a figure of detection";
      case "SplitSpec" -> "a split";
      case "CorrectSpec" -> "a correction";
      case "BaselineSpec" -> "a baseline";
      case "StabilitySpec" -> "a way to resample";
      default -> type.getNameWithoutPackage();
    };
  }

  /** Whether a value of one type may stand where a word wants the other. */
  static boolean fits(ClassNode value, Class<?> wanted) {
    String name = value.getName();
    if (wanted == int.class) {
      return WHOLE.contains(name) && !name.endsWith("ong") && !name.endsWith("BigInteger");
    } else if (wanted == double.class) {
      return WHOLE.contains(name) || DECIMAL.contains(name) || name.equals("java.lang.Number");
    } else if (wanted == String.class) {
      return ClassHelper.isStringType(value) || ClassHelper.isGStringType(value);
    }
    return value.getName().equals(wanted.getName());
  }
}
