using System.Text.Json;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>What the other side answered to a request.</summary>
/// <param name="Succeeded">Whether it could do what was asked.</param>
/// <param name="Response">Its answer; undefined where there is none.</param>
/// <param name="Error">Why not.</param>
internal readonly record struct ControlReply(bool Succeeded, JsonElement Response, string Error)
{
    /// <summary>A word of the answer, or null.</summary>
    public string? Word(string name) => Response.Word(name);
}
