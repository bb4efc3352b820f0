namespace Pith.Providers.Wire;

/// <summary>Addresses of the parts of an API.</summary>
internal static class Address
{
    /// <summary>A path below a base, whether or not the base ends in a slash.</summary>
    public static Uri Below(Uri baseUrl, string path) => new($"{baseUrl.GetLeftPart(UriPartial.Path).TrimEnd('/')}/{path}");
}
