using System.Text.Json;
using Pith.Tokens;

namespace Pith.Models;

/// <summary>The terms of an estimate by the names that a calibration file has for them.</summary>
public static class TermNames
{
    /// <summary>One for each <see cref="EstimateTerm"/>, in order.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Enum.GetNames<EstimateTerm>().Select(JsonNamingPolicy.CamelCase.ConvertName)];
}
