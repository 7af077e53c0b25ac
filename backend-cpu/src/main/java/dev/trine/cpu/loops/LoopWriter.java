package dev.trine.cpu.loops;

import static org.objectweb.asm.Opcodes.*;

import dev.trine.expression.Operator;
import dev.trine.tensor.DType;
import java.util.List;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Writes a loop as a class: the arrays and numbers into local variables first, then a counted loop
 * that reads each element once, computes, and writes. That is the form in which the compiler sees
 * neighbouring elements as vectors.
 */
final class LoopWriter {
  private static final String BODY = Type.getInternalName(LoopBody.class);
  private static final String RUN = "([[F[[I[FI)V";
  private static final int FLOATS = 1;
  private static final int INTS = 2;
  private static final int SCALARS = 3;
  private static final int COUNT = 4;
  private static final int FIRST_FREE = 5;

  private final Loop loop;
  private final MethodVisitor code;
  private final int firstFloats;
  private final int firstInts;
  private final int firstScalar;
  private final int counter;
  private final int firstStep;

  private LoopWriter(Loop loop, MethodVisitor code) {
    this.loop = loop;
    this.code = code;
    firstFloats = FIRST_FREE;
    firstInts = firstFloats + loop.floats();
    firstScalar = firstInts + loop.ints();
    counter = firstScalar + loop.scalars();
    firstStep = counter + 1;
  }

  /** A class file of a {@link LoopBody} in this package. */
  static byte[] write(Loop loop) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS | ClassWriter.COMPUTE_FRAMES);
    String name = BODY + "Generated";
    type.visit(V17, ACC_FINAL | ACC_SUPER, name, null, "java/lang/Object", new String[] {BODY});
    writeConstructor(type.visitMethod(0, "<init>", "()V", null, null));
    MethodVisitor code = type.visitMethod(ACC_PUBLIC, "run", RUN, null, null);
    code.visitCode();
    new LoopWriter(loop, code).writeRun();
    code.visitMaxs(0, 0);
    code.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }

  private static void writeConstructor(MethodVisitor code) {
    code.visitCode();
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void writeRun() {
    takeOut(FLOATS, loop.floats(), AALOAD, ASTORE, firstFloats);
    takeOut(INTS, loop.ints(), AALOAD, ASTORE, firstInts);
    takeOut(SCALARS, loop.scalars(), FALOAD, FSTORE, firstScalar);
    Label body = new Label();
    Label condition = new Label();
    code.visitInsn(ICONST_0);
    code.visitVarInsn(ISTORE, counter);
    code.visitJumpInsn(GOTO, condition);
    code.visitLabel(body);
    for (int i = 0; i < loop.steps().size(); i++) {
      compute(loop.steps().get(i), firstStep + i);
    }
    loop.stores().forEach(this::store);
    code.visitIincInsn(counter, 1);
    code.visitLabel(condition);
    code.visitVarInsn(ILOAD, counter);
    code.visitVarInsn(ILOAD, COUNT);
    code.visitJumpInsn(IF_ICMPLT, body);
    code.visitInsn(RETURN);
  }

  private void takeOut(int table, int count, int load, int store, int first) {
    for (int i = 0; i < count; i++) {
      code.visitVarInsn(ALOAD, table);
      code.visitLdcInsn(i);
      code.visitInsn(load);
      code.visitVarInsn(store, first + i);
    }
  }

  private void compute(Loop.Step step, int result) {
    Operator operator = step.operator();
    List<DType> types = operator.arguments();
    for (int i = 0; i < types.size(); i++) {
      push(step.operands().get(i), types.get(i) == DType.F32);
    }
    apply(operator);
    code.visitVarInsn(operator.result() == DType.F32 ? FSTORE : ISTORE, result);
  }

  private void push(Operand operand, boolean isFloat) {
    if (operand instanceof Operand.Element element) {
      code.visitVarInsn(ALOAD, (isFloat ? firstFloats : firstInts) + element.block());
      code.visitVarInsn(ILOAD, counter);
      code.visitInsn(isFloat ? FALOAD : IALOAD);
    } else if (operand instanceof Operand.Computed computed) {
      code.visitVarInsn(isFloat ? FLOAD : ILOAD, firstStep + computed.operation());
    } else if (operand instanceof Operand.Immediate immediate) {
      pushImmediate(immediate.bits(), isFloat);
    } else {
      code.visitVarInsn(FLOAD, firstScalar + ((Operand.Scalar) operand).index());
      if (!isFloat) {
        code.visitMethodInsn(INVOKESTATIC, "java/lang/Float", "floatToRawIntBits", "(F)I", false);
      }
    }
  }

  private void pushImmediate(int bits, boolean isFloat) {
    if (isFloat) {
      code.visitLdcInsn(Float.intBitsToFloat(bits));
    } else {
      code.visitLdcInsn(bits);
    }
  }

  private void store(Loop.Store store) {
    boolean isFloat = loop.steps().get(store.step()).operator().result() == DType.F32;
    code.visitVarInsn(ALOAD, (isFloat ? firstFloats : firstInts) + store.block());
    code.visitVarInsn(ILOAD, counter);
    code.visitVarInsn(isFloat ? FLOAD : ILOAD, firstStep + store.step());
    code.visitInsn(isFloat ? FASTORE : IASTORE);
  }

  private void apply(Operator operator) {
    switch (operator) {
      case ADD -> code.visitInsn(FADD);
      case SUBTRACT -> code.visitInsn(FSUB);
      case MULTIPLY -> code.visitInsn(FMUL);
      case FMA -> math("fma", "(FFF)F");
      case DIVIDE -> code.visitInsn(FDIV);
      case SQRT -> inDouble("sqrt");
      case NEGATE -> code.visitInsn(FNEG);
      case ABS -> math("abs", "(F)F");
      case MIN -> math("min", "(FF)F");
      case MAX -> math("max", "(FF)F");
      case FLOOR -> inDouble("floor");
      case ROUND -> inDouble("rint");
      case TO_INT -> code.visitInsn(F2I);
      case TO_FLOAT -> code.visitInsn(I2F);
      case INT_ADD -> code.visitInsn(IADD);
      case INT_SUBTRACT -> code.visitInsn(ISUB);
      case INT_MULTIPLY -> code.visitInsn(IMUL);
      case INT_AND -> code.visitInsn(IAND);
      case INT_OR -> code.visitInsn(IOR);
      case INT_XOR -> code.visitInsn(IXOR);
      case INT_SHIFT_LEFT -> code.visitInsn(ISHL);
      case INT_SHIFT_RIGHT -> code.visitInsn(ISHR);
      case INT_SHIFT_RIGHT_UNSIGNED -> code.visitInsn(IUSHR);
      default -> throw new IllegalArgumentException(operator + " is not lowered");
    }
  }

  private void math(String name, String type) {
    code.visitMethodInsn(INVOKESTATIC, "java/lang/Math", name, type, false);
  }

  /** Exact for floats: rounded once, and seen as a float's operation by the compiler. */
  private void inDouble(String name) {
    code.visitInsn(F2D);
    math(name, "(D)D");
    code.visitInsn(D2F);
  }
}
