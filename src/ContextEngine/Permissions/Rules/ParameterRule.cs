using System.Text.Json;
using System.Text.RegularExpressions;
using Pith.Text;

namespace Pith.Permissions.Rules;

/// <summary>A rule about a field of a call's input: <c>Agent(model:opus)</c>, <c>Bash(run_in_background:true)</c>. Such rules deny or ask.</summary>
internal static partial class ParameterRule
{
    // The command is what rules of Bash speak of by themselves, and "git:*" is the beginning of one.
    [GeneratedRegex(@"^(?!command:)([A-Za-z_][A-Za-z0-9_]*):([^*].*)$", RegexOptions.CultureInvariant)]
    private static partial Regex Form { get; }

    /// <summary>Whether a specifier has the form.</summary>
    public static bool Is(string? specifier) => specifier is not null && Form.IsMatch(specifier);

    /// <summary>Whether a field of the input has the value that the specifier names; a star in it stands for anything.</summary>
    public static bool Matches(string specifier, JsonElement input) =>
        Form.Match(specifier) is { Success: true } found && input.ValueKind == JsonValueKind.Object && input.TryGetProperty(found.Groups[1].Value, out var value)
        && Matches(found.Groups[2].Value.Trim().ToLowerInvariant(), (value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()).Trim().ToLowerInvariant());

    // What tools take a value for: in any case, and 1 or yes for true. Such a rule only forbids, so the wider meaning is the safe one.
    private static bool Matches(string wanted, string given) => Glob.Matches(wanted, given)
        || given is "1" or "yes" && wanted == "true" || given is "0" or "no" or "" && wanted == "false";

    /// <summary>The input of a call; nothing where it is no JSON, and then the call is answered with that.</summary>
    public static JsonDocument? Read(ReadOnlyMemory<byte> input)
    {
        try
        {
            return ForeignJson.Parse(input);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
