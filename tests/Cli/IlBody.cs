using System.Reflection;
using System.Reflection.Emit;

namespace Pith.Tests.Cli;

/// <summary>The instructions of one compiled method, each with what it names and the type of what it leaves on the stack, where that can be told from it alone.</summary>
internal sealed class IlBody
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;
    private static readonly Dictionary<short, OpCode> Opcodes = typeof(OpCodes).GetFields().Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(opcode => opcode.Value);

    private IlBody(MethodBase method, byte[] code) => (Method, Instructions) = (method, [.. Read(method, code)]);

    public MethodBase Method { get; }

    public IReadOnlyList<IlInstruction> Instructions { get; }

    /// <summary>Every body in an assembly, those that the compiler made too.</summary>
    public static IEnumerable<IlBody> Of(Assembly assembly) =>
        assembly.GetTypes().SelectMany(type => type.GetMembers(Own).OfType<MethodBase>())
            .Select(method => method.GetMethodBody()?.GetILAsByteArray() is { } code ? new IlBody(method, code) : null).OfType<IlBody>();

    private static IEnumerable<IlInstruction> Read(MethodBase method, byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var opcode = Opcodes[code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at]];
            at += opcode.Size;
            var token = opcode.OperandType is OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok ? BitConverter.ToInt32(code, at) : 0;
            var member = token == 0 ? null
                : method.Module.ResolveMember(token, method.DeclaringType!.GetGenericArguments(), method.IsGenericMethod ? method.GetGenericArguments() : null);
            yield return new(opcode, member, Left(method, opcode, member, code.AsSpan(at)));
            at += opcode.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BitConverter.ToInt32(code, at),
                _ => 4,
            };
        }
    }

    private static Type? Left(MethodBase method, OpCode opcode, MemberInfo? member, ReadOnlySpan<byte> operand) => member switch
    {
        MethodInfo called => called.ReturnType,
        ConstructorInfo made => made.DeclaringType,
        FieldInfo field => field.FieldType,
        Type type => type,
        _ when opcode.Name!.StartsWith("ldloc", StringComparison.Ordinal) => method.GetMethodBody()!.LocalVariables[Index(opcode, operand)].LocalType,
        _ when opcode.Name!.StartsWith("ldarg", StringComparison.Ordinal) && Index(opcode, operand) is var index =>
            method.IsStatic ? method.GetParameters()[index].ParameterType : index == 0 ? method.DeclaringType : method.GetParameters()[index - 1].ParameterType,
        _ when opcode == OpCodes.Ldstr => typeof(string),
        _ => null,
    };

    /// <summary>Which variable: in the instruction's name, in one byte or in two.</summary>
    private static int Index(OpCode opcode, ReadOnlySpan<byte> operand) => opcode.OperandType switch
    {
        OperandType.InlineNone => opcode.Name![^1] - '0',
        OperandType.ShortInlineVar => operand[0],
        _ => BitConverter.ToUInt16(operand),
    };
}

/// <summary>One instruction.</summary>
/// <param name="Opcode">What it does.</param>
/// <param name="Member">The method, field or type that it names, or null.</param>
/// <param name="Left">The type of what it leaves on the stack, or null where that depends on what came before.</param>
internal sealed record IlInstruction(OpCode Opcode, MemberInfo? Member, Type? Left);
