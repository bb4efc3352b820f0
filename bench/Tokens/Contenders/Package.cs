using System.Reflection;

namespace Pith.Bench.Tokens.Contenders;

internal static class Package
{
    /// <summary>The version of the package that a type is from, without what built it.</summary>
    public static string Version(Type type) =>
        type.Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "?";
}
