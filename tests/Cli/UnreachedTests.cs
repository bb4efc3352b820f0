using System.Reflection;
using System.Xml.Linq;

namespace Pith.Tests.Cli;

/// <summary>What <c>src/Cli/Unreached.xml</c> names: bodies that are there, each replaced by a throw.</summary>
public sealed class UnreachedTests
{
    private const BindingFlags Own = BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    [Fact]
    public void EveryNameIsThatOfABody()
    {
        var bodies = XDocument.Load(Path.Combine(Repository.Root, "src", "Cli", "Unreached.xml")).Descendants("method").ToList();
        var strays = bodies.Where(body => !Signatures(body.Parent!).Contains(body.Attribute("signature")!.Value));
        Assert.NotEmpty(bodies);
        Assert.Empty(strays.Select(body => body.Attribute("signature")!.Value));
    }

    [Fact]
    public void EveryBodyThrows() =>
        Assert.All(XDocument.Load(Path.Combine(Repository.Root, "src", "Cli", "Unreached.xml")).Descendants("method"), body => Assert.Equal("remove", body.Attribute("body")!.Value));

    private static IEnumerable<string> Signatures(XElement type) =>
        Assembly.Load(type.Parent!.Attribute("fullname")!.Value).GetType(type.Attribute("fullname")!.Value, throwOnError: true)!.GetMembers(Own).OfType<MethodBase>()
            .Select(method => $"{(method is MethodInfo info ? Name(info.ReturnType) : "System.Void")} {method.Name}({string.Join(",", method.GetParameters().Select(p => Name(p.ParameterType)))})");

    /// <summary>A type as the compiler's file of substitutions spells it.</summary>
    private static string Name(Type type) => type switch
    {
        { IsPointer: true } => Name(type.GetElementType()!) + "*",
        { IsByRef: true } => Name(type.GetElementType()!) + "&",
        { IsArray: true } => Name(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{type.GetGenericTypeDefinition().FullName!.Replace('+', '/')}<{string.Join(",", type.GetGenericArguments().Select(Name))}>",
        _ => (type.FullName ?? type.Name).Replace('+', '/'),
    };
}
