using System.Text.Json;

namespace Pith.Cli.Printing;

/// <summary>A value of an enum as documents and tables name it.</summary>
internal static class EnumWord
{
    /// <summary>Its name, beginning with a small letter.</summary>
    public static string Of(Enum value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
