using System.Text.RegularExpressions;

namespace Pith.Bench.Tokens.Contenders;

internal static class Package
{
    /// <summary>The version of the package that a type is from, as this program was built with; assemblies tell other numbers.</summary>
    public static string Version(Type type)
    {
        var built = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Pith.Bench.deps.json"));
        return Regex.Match(built, $"\"{Regex.Escape(type.Assembly.GetName().Name!)}/([^\"]+)\"").Groups[1].Value;
    }
}
