namespace Pith.Permissions.Paths;

/// <summary>Where a path really leads, links followed. What does not exist yet is taken as it is written.</summary>
internal static class RealPath
{
    /// <summary>As many links as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The real path, or null where nobody can tell: too many links, or a folder that may not be read.</summary>
    public static string? Of(string path)
    {
        var links = 0;
        var rest = new Stack<string>(path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse());
        var real = "";
        while (rest.TryPop(out var part))
        {
            if (part == ".")
                continue;
            if (part == "..")
            {
                real = real[..Math.Max(real.LastIndexOf('/'), 0)];
                continue;
            }

            var next = $"{real}/{part}";
            string? target;
            try
            {
                target = new FileInfo(next).LinkTarget;
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                return null;
            }

            if (target is null)
            {
                real = next;
                continue;
            }

            if (++links > MostLinks)
                return null;
            if (target.StartsWith('/'))
                real = "";
            foreach (var piece in target.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
                rest.Push(piece);
        }

        return real.Length == 0 ? "/" : real;
    }
}
