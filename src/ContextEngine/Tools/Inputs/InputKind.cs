using System.Text.Json;

namespace Pith.Tools.Inputs;

/// <summary>What a JSON value is, in words for a model.</summary>
internal static class InputKind
{
    public static string Of(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "true or false",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
