namespace Pith.Permissions.Classifiers;

/// <summary>
/// What code that a program reads, out of a here-document or a pipe, reaches beyond the workspace. Such a text is longer than one on the line, so names of
/// calls are looked for and not words alone.
/// </summary>
internal static class CodeReach
{
    private const string Starters = "subprocess os.system os.popen os.exec os.spawn child_process execSync execFile spawn( spawnSync shell_exec popen ctypes pty. __import__ Open3 %x( proc_open passthru Deno.Command Bun.spawn";
    private const string Askers = "requests. urllib http.client httpx aiohttp socket fetch( axios http.get https.get .request( net.connect Net::HTTP LWP:: smtplib ftplib open-uri XMLHttpRequest WebSocket";

    /// <summary>Why code may do more than work in the workspace, or null.</summary>
    /// <param name="name">The program.</param>
    /// <param name="code">The code.</param>
    public static string? Why(string name, string code)
    {
        if (Says(code, Starters) || name is "perl" or "ruby" or "php" && Says(code, "system exec `") || Calls(code, "exec(") || Calls(code, "eval("))
            return "its code may start other programs, or code that it makes";
        return Says(code, Askers) ? "its code may reach the network" : null;
    }

    private static bool Says(string code, string names)
    {
        foreach (var name in names.Split(' '))
            if (code.Contains(name, StringComparison.Ordinal))
                return true;
        return false;
    }

    // A method of that name is a pattern's, or a model's.
    private static bool Calls(string code, string name)
    {
        for (var at = code.IndexOf(name, StringComparison.Ordinal); at >= 0; at = code.IndexOf(name, at + 1, StringComparison.Ordinal))
            if (at == 0 || !char.IsAsciiLetterOrDigit(code[at - 1]) && code[at - 1] is not ('.' or '_'))
                return true;
        return false;
    }
}
