using System.Text;
using System.Text.Json;
using Pith.Budgets.Needs;
using Pith.Conversations;
using Pith.Text;

namespace Pith.Budgets.Recordings;

/// <summary>One call of a tool, as recorded or as a policy kept it.</summary>
public sealed class ToolCall
{
    private IReadOnlyList<(string Key, string Value)>? _values;
    private Reading? _reading;

    /// <summary>A call.</summary>
    /// <param name="id">Joins it to its result.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">A JSON object.</param>
    /// <param name="work">What the tool does.</param>
    public ToolCall(string id, string name, string arguments, ToolKind work)
    {
        (Id, Name, Arguments, Work) = (id, name, arguments, work);
        Tokens = CharTokens.Of(name) + CharTokens.Of(arguments);
    }

    /// <summary>Joins the call to its result.</summary>
    public string Id { get; }

    /// <summary>The tool's name as recorded.</summary>
    public string Name { get; }

    /// <summary>A JSON object.</summary>
    public string Arguments { get; }

    /// <summary>What the tool does, by its name.</summary>
    public ToolKind Work { get; }

    /// <summary>Tokens of name and arguments.</summary>
    public int Tokens { get; }

    /// <summary>Every string value of the arguments with the name it stands under, in order; keys are not values.</summary>
    public IReadOnlyList<(string Key, string Value)> Values => _values ??= Parse(Arguments);

    /// <summary>What stands in the values; made once.</summary>
    internal Reading Reading => _reading ??= Reading.OfCall(this);

    private static List<(string, string)> Parse(string json)
    {
        var values = new List<(string, string)>();
        var key = "";
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), JsonLimits.Options);
            while (reader.Read())
                if (reader.TokenType == JsonTokenType.PropertyName)
                    key = reader.GetString()!;
                else if (reader.TokenType == JsonTokenType.String)
                    values.Add((key, reader.GetString()!));
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            values.Add((key, json)); // a policy cut the arguments: what is left is text
        }

        return values;
    }
}
