namespace Pith.Permissions.Rules;

/// <summary>The specifier of a WebFetch rule: <c>domain:example.com</c>, or <c>domain:*.example.com</c>, which leaves out the domain itself.</summary>
internal static class HostPattern
{
    /// <summary>Whether a host, or the URL that names it, falls under the specifier. What cannot be read matches nothing.</summary>
    public static bool Matches(string specifier, string subject)
    {
        var host = HostOf(subject);
        return host.Length > 0 && DomainOf(specifier) is { } domain && Covers(domain, host);
    }

    /// <summary>The domain that a specifier names; null for what is none.</summary>
    public static string? DomainOf(string? specifier) =>
        specifier is not null && specifier.StartsWith("domain:", StringComparison.Ordinal) ? specifier["domain:".Length..].Trim() : null;

    /// <summary>Whether a host is the one a pattern names, or below it.</summary>
    public static bool Covers(string domain, string host) =>
        domain == "*" || (domain.StartsWith("*.", StringComparison.Ordinal)
            ? host.EndsWith(domain[1..], StringComparison.OrdinalIgnoreCase) && host.Length > domain.Length - 1
            : host.Equals(domain, StringComparison.OrdinalIgnoreCase));

    /// <summary>The host, without user, port and the dot that may end it.</summary>
    public static string HostOf(string subject) =>
        (subject.Contains("://", StringComparison.Ordinal)
            ? Uri.TryCreate(subject, UriKind.Absolute, out var url) ? url.IdnHost : ""
            : subject).TrimEnd('.');
}
