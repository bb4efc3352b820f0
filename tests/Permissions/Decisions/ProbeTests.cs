using Pith.Permissions.Decisions;
using Pith.Permissions.Settings;
using Pith.Tests.Tools;

namespace Pith.Tests.Permissions.Decisions;

/// <summary>Not for committing.</summary>
public sealed class ProbeTests
{
    [Fact]
    public void Probe()
    {
        var file = Environment.GetEnvironmentVariable("PROBE");
        if (file is null)
            return;
        var root = Environment.GetEnvironmentVariable("PROBE_ROOT")!;
        var authority = new Authority(new PermissionSettings(), new AuthorityOptions { Folder = root, Home = "/home/me", Mode = PermissionMode.Auto, IsTrusted = true });
        File.WriteAllLines(file + ".out", File.ReadLines(file).Where(l => l.Length > 0).Select(l => { var d = authority.Run(l.Replace("\\n", "\n", StringComparison.Ordinal)); return $"{d.Verdict}\t{l}\t<- {d.Reason}"; }));
    }
}
