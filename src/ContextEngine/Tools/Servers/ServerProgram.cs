using System.Runtime.Versioning;
using System.Security.Cryptography;
using Pith.Tools.Shells;

namespace Pith.Tools.Servers;

/// <summary>Starts the program of a server: found as a shell would find it, in the working folder, with an environment that holds no more than it was given.</summary>
[SupportedOSPlatform("linux")]
internal static class ServerProgram
{
    public static ServerProcess Start(ServerConfig config, ServerOptions options, ShellWarden warden)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in options.Environment)
            environment[entry[..entry.IndexOf('=', StringComparison.Ordinal)]] = entry;
        foreach (var (name, value) in config.Environment)
            environment[name] = $"{name}={value}";
        var path = environment.TryGetValue("PATH", out var found) ? found["PATH=".Length..] : "/usr/local/bin:/usr/bin:/bin";
        var program = Find(config.Command!, path, options.Folder)
            ?? throw new ServerException($"there is no program {config.Command} in the folder or on PATH; install it, or write its full path");
        var mark = $"PITH_SERVER={RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        try
        {
            return new ServerProcess(config.Name, new ChildStart(program, [config.Command!, .. config.Arguments], options.Folder, [.. environment.Values, mark]), mark, warden);
        }
        catch (IOException refused)
        {
            throw new ServerException(refused.Message);
        }
    }

    private static string? Find(string command, string path, string folder) => command.Contains('/')
        ? Path.GetFullPath(command, folder) is var full && File.Exists(full) ? full : null
        : path.Split(':', StringSplitOptions.RemoveEmptyEntries).Select(f => Path.Combine(Path.GetFullPath(f, folder), command)).FirstOrDefault(IsProgram);

    private static bool IsProgram(string path) =>
        File.Exists(path) && (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
