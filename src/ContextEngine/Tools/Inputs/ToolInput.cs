using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using Pith.Permissions;

namespace Pith.Tools.Inputs;

/// <summary>
/// The input of a call, read field by field. Getters never throw: the first wrong or missing field is kept in
/// <see cref="Problem"/>, named with what was expected, and a stand-in is returned; ask for the problem after the last field.
/// </summary>
/// <remarks>
/// Slips that models make and that cannot be meant otherwise are accepted: numbers, booleans and arrays written as
/// texts, null for absent. Other spellings of a name are not: a hook or a rule that looks at <c>file_path</c> must see
/// the path that is used.
/// </remarks>
internal sealed class ToolInput
{
    private readonly List<InputField> fields = [];
    private readonly InputProblem problem;
    private readonly string place;

    private ToolInput(ReadOnlyMemory<byte> json, InputProblem problem, string place)
    {
        this.problem = problem;
        this.place = place;
        // Some providers send nothing at all for a call without arguments.
        if (!json.Span.Trim(" \t\r\n"u8).IsEmpty && !InputObject.TryRead(json, fields, out var reason))
            problem.Report(place.Length == 0 ? $"the input cannot be read: {reason}" : $"\"{place}\" cannot be read: {reason}");
    }

    /// <summary>What is wrong with the input, a sentence for the model; null while all that was asked for was right.</summary>
    public string? Problem => problem.Text;

    public static ToolInput Read(ToolCall call) => new(call.Input, new InputProblem(), "");

    /// <summary>What a call needs that names it in one field; nothing where that cannot be read, since running the call then answers with the error.</summary>
    public static IReadOnlyList<Need> NeedIn(ToolCall call, string field, NeedKind kind)
    {
        var input = Read(call);
        var subject = input.Text(field);
        return input.Problem is null ? [new Need(kind, subject)] : [];
    }

    /// <summary>A text that must be there.</summary>
    public string Text(string name) => Encoding.UTF8.GetString(Utf8(name));

    /// <summary>A text that may be absent.</summary>
    public string? OptionalText(string name) => Find(name) is null ? null : Text(name);

    /// <summary>A text that must be there, as UTF-8.</summary>
    public byte[] Utf8(string name)
    {
        if (Find(name) is not { } field)
            return Missing<byte[]>(name, "a text", []);
        return field.Kind switch
        {
            JsonTokenType.String => InputObject.Unescape(field.Value.Span),
            // A version or a search for a number, written without quotes: its digits are what was meant.
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => field.Value.ToArray(),
            _ => Wrong<byte[]>(field, "a text", []),
        };
    }

    /// <summary>A whole number; absent is null.</summary>
    public long? Number(string name, long least, long most)
    {
        if (Find(name) is not { } field)
            return null;
        var expected = most == long.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}";
        var digits = field.Value.Span.Trim((byte)' ');
        if (field.Kind is not (JsonTokenType.Number or JsonTokenType.String))
            return Wrong(field, expected, least);
        if (!Utf8Parser.TryParse(digits, out long number, out var read) || read != digits.Length)
        {
            // 100.0 and 1e3 are whole too.
            if (!Utf8Parser.TryParse(digits, out double value, out read) || read != digits.Length || value != Math.Floor(value) || Math.Abs(value) > 1L << 53)
                return Wrong(field, expected, least);
            number = (long)value;
        }

        return number >= least && number <= most ? number : Wrong(field, expected, least);
    }

    /// <summary>True or false; absent is false.</summary>
    public bool Flag(string name) => Find(name) is { } field && (field.Kind, Encoding.UTF8.GetString(field.Value.Span).Trim().ToLowerInvariant()) switch
    {
        (JsonTokenType.True, _) or (JsonTokenType.String, "true" or "1" or "yes") or (JsonTokenType.Number, "1") => true,
        (JsonTokenType.False, _) or (JsonTokenType.String, "false" or "0" or "no" or "") or (JsonTokenType.Number, "0") => false,
        _ => Wrong(field, "true or false", false),
    };

    /// <summary>One of a few words; absent is the first of them.</summary>
    public string Choice(string name, params ReadOnlySpan<string> words)
    {
        if (Find(name) is not { } field)
            return words[0];
        var given = field.Kind == JsonTokenType.String ? Text(name) : "";
        foreach (var word in words)
            if (string.Equals(word, given, StringComparison.OrdinalIgnoreCase))
                return word;
        return Wrong(field, $"one of {string.Join(", ", words)}", words[0]);
    }

    /// <summary>The objects of an array; absent is null.</summary>
    public IReadOnlyList<ToolInput>? Objects(string name)
    {
        if (Elements(name, "an array of objects") is not { } elements)
            return null;
        var objects = new List<ToolInput>(elements.Count);
        foreach (var element in elements)
            objects.Add(new ToolInput(Whole(element), problem, $"{place}{name}[{objects.Count}]"));
        return objects;
    }

    /// <summary>The texts of an array; absent is null.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        if (Elements(name, "an array of texts") is not { } elements)
            return null;
        if (elements.Any(e => e.Kind != JsonTokenType.String))
            problem.Report($"\"{Path(name)}\" must be an array of texts");
        return [.. elements.Select(e => Encoding.UTF8.GetString(InputObject.Unescape(e.Value.Span)))];
    }

    private List<InputField>? Elements(string name, string expected)
    {
        if (Find(name) is not { } field)
            return null;
        var elements = new List<InputField>();
        var json = field.Kind == JsonTokenType.String ? InputObject.Unescape(field.Value.Span) : field.Value;
        return InputObject.TryReadElements(json, elements) ? elements : Wrong(field, expected, elements);
    }

    // An element that is a text lost its quotes; it is no object anyway, and is to be called what it is.
    private static ReadOnlyMemory<byte> Whole(InputField element) => element.Kind == JsonTokenType.String ? "\"\""u8.ToArray() : element.Value;

    private InputField? Find(string name)
    {
        foreach (var field in fields)
            if (field.Name == name && field.Kind != JsonTokenType.Null)
                return field;
        return null;
    }

    private string Path(string name) => place.Length == 0 ? name : $"{place}.{name}";

    private T Missing<T>(string name, string expected, T standIn)
    {
        var given = fields.Count == 0 ? "the input is empty" : $"given were {string.Join(", ", fields.Take(10).Select(f => $"\"{f.Name}\""))}";
        problem.Report($"\"{Path(name)}\" is missing: {expected} is expected; {given}");
        return standIn;
    }

    private T Wrong<T>(InputField field, string expected, T standIn)
    {
        var value = Encoding.UTF8.GetString(field.Value.Span[..Math.Min(field.Value.Length, 40)]);
        problem.Report($"\"{Path(field.Name)}\" must be {expected}, but it is {InputKind.Of(field.Kind)}: {value}");
        return standIn;
    }
}
