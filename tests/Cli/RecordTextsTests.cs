using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using System.Text;

namespace Pith.Tests.Cli;

/// <summary>
/// In the native binary no record can print itself (src/RecordTexts): its text throws. That nothing of ours asks for one is read here from the
/// compiled assemblies, instruction by instruction.
/// </summary>
public sealed class RecordTextsTests
{
    private static readonly IReadOnlyList<IlBody> Bodies =
        [.. new[] { "pith", "Pith.ContextEngine", "Pith.Store" }.SelectMany(name => IlBody.Of(Assembly.Load(name))).Where(body => !IsMade(body.Method))];

    [Fact]
    public void NobodyAsksARecordForItsText()
    {
        var asked = Bodies.SelectMany(body => Asked(body).Where(type => type is null || IsSilent(type))
            .Select(type => $"{body.Method.DeclaringType}.{body.Method.Name}: {type?.ToString() ?? "of a type that cannot be told"}")).ToList();
        Assert.True(asked.Count == 0, string.Join('\n', asked));
    }

    [Fact]
    public void TheTestSeesThoseThatDo()
    {
        var asked = IlBody.Of(typeof(RecordTextsTests).Assembly).Where(body => body.Method.DeclaringType == typeof(Asking)).Select(body => (body.Method.Name, Silent: Asked(body).Any(type => type is null || IsSilent(type))));
        Assert.All(asked.Where(body => body.Name.StartsWith("By", StringComparison.Ordinal)), body => Assert.True(body.Silent, body.Name));
        Assert.Equal(10, asked.Count(body => body.Silent));
    }

    /// <summary>All records but one have one hash there: right, and slow in a large table. What tables are made of is told by their fields.</summary>
    [Fact]
    public void NoLargeTableIsToldApartByARecordWithoutAHash()
    {
        var keys = new[] { "pith", "Pith.ContextEngine", "Pith.Store" }.SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Select(field => field.FieldType)
            .Where(type => type.IsGenericType && type.Name is "Dictionary`2" or "HashSet`1" or "ConcurrentDictionary`2" or "FrozenDictionary`2" or "FrozenSet`1").Select(type => type.GetGenericArguments()[0])
            .Where(key => key.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null && key.GetMethod("GetHashCode", Type.EmptyTypes)!.IsDefined(typeof(CompilerGeneratedAttribute)));
        // Of flags there are dozens, of calls as many as an answer has; packs are compared by themselves.
        Assert.All(keys, key => Assert.Contains(key.FullName, (string[])["Pith.Store.BlobHash", "Pith.Cli.Commands.Flag", "Pith.Tools.ToolCall", "Pith.Store.Pack"]));
    }

    /// <summary>Types whose values a method turns into text; null for one that cannot be told.</summary>
    private static IEnumerable<Type?> Asked(IlBody body)
    {
        for (var at = 1; at < body.Instructions.Count; at++)
        {
            var (before, now) = (body.Instructions[at - 1], body.Instructions[at]);
            if (now.Opcode == OpCodes.Box && IsSilent(now.Left!) && !IsHeldByDelegate(body, at))
                yield return now.Left; // where to it goes cannot be told
            if (now.Member is not MethodInfo called)
                continue;
            if (called is { Name: "ToString" } && called.GetParameters().Length == 0)
                yield return before.Opcode == OpCodes.Constrained ? before.Left : called.DeclaringType == typeof(object) ? Receiver(body, at) : called.DeclaringType;
            if (called.IsGenericMethod && IsOfTexts(called.DeclaringType!))
                foreach (var type in called.GetGenericArguments())
                    yield return type == typeof(object) ? before.Left : type;
            else if (IsOfTexts(called.DeclaringType!) && called.GetParameters() is { Length: > 0 } given && given.Any(parameter => parameter.ParameterType == typeof(object)))
                yield return given is [_] ? before.Left : null;
            if (called.DeclaringType == typeof(FormattableStringFactory))
                foreach (var type in body.Instructions.Take(at).Zip(body.Instructions.Skip(1)).Where(pair => pair.Second.Opcode == OpCodes.Stelem_Ref).Select(pair => pair.First.Left))
                    yield return type;
        }
    }

    /// <summary>What <c>ToString</c> is called on: what the instruction before left, or, as <c>?.</c> and <c>+</c> have it, what was there before it was asked whether it is null.</summary>
    private static Type? Receiver(IlBody body, int call) =>
        call >= 6 && Enumerable.Range(call - 5, 5).Select(at => body.Instructions[at].Opcode.Name!.Replace(".s", "", StringComparison.Ordinal)).SequenceEqual(["dup", "brtrue", "pop", "ldnull", "br"])
            ? body.Instructions[call - 6].Left : body.Instructions[call - 1].Left;

    private static bool IsHeldByDelegate(IlBody body, int box) => body.Instructions[box + 1].Opcode == OpCodes.Ldftn;

    private static bool IsOfTexts(Type type) =>
        type == typeof(string) || type == typeof(StringBuilder) || typeof(TextWriter).IsAssignableFrom(type) || type == typeof(Console) || type.Name.EndsWith("InterpolatedStringHandler", StringComparison.Ordinal);

    private static bool IsSilent(Type type) =>
        type.GetMethod("PrintMembers", BindingFlags.NonPublic | BindingFlags.Instance) is not null && type.GetMethod("ToString", Type.EmptyTypes) is { } text && IsMade(text)
        || type.IsGenericType && type.GetGenericArguments().Any(IsSilent) && !type.IsAssignableTo(typeof(System.Collections.IEnumerable));

    /// <summary>A record's own text, and the untyped <c>Current</c> that every iterator has and nobody reads.</summary>
    private static bool IsMade(MethodBase method) => method.Name is "System.Collections.IEnumerator.get_Current" || method.Name is "ToString" or "PrintMembers" && method.IsDefined(typeof(CompilerGeneratedAttribute));

    private sealed record Quiet(int Of);

    private readonly record struct Small(int Of);

    /// <summary>Every way there is, once, and what is none.</summary>
    private static class Asking
    {
        public static string ByCall(Quiet of) => of.ToString();
        public static string ByValue(Small of) => of.ToString();
        public static string ByInterpolation(Quiet of) => $"{of}";
        public static string ByInterpolatedValue(Small of) => $"a {of} b {of.Of}";
        public static string ByJoining(Quiet[] of) => string.Join<Quiet>(',', of);
        public static string ByAddition(Quiet of) => "a" + of;
        public static string ByFormat(Small of) => FormattableString.Invariant($"{of}");
        public static string ByFormatOfOne(Quiet of) => FormattableString.Invariant($"{of}");
        public static StringBuilder ByBuilder(Quiet of) => new StringBuilder().Append(of);
        public static string ByPair((int, Small) of) => $"{of}";
        public static string Not(Quiet of) => $"{of.Of}" + of.Of.ToString(System.Globalization.CultureInfo.InvariantCulture);
        public static string NotOfBuilder(StringBuilder of) => of.Append('a').ToString();
    }
}
