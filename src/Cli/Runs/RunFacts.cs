using System.Security.Cryptography;
using Pith.Agents;

namespace Pith.Cli.Runs;

/// <summary>What every object of a run repeats.</summary>
internal sealed class RunFacts(string model, string keySource, IReadOnlyList<string> tools, string folder, string? session, string mode)
{
    /// <summary>The session's id; another one after a rewind.</summary>
    public string Session { get; set; } = session ?? NewId();

    /// <summary>The model that is asked; it may change.</summary>
    public string Model { get; set; } = model;

    public string KeySource => keySource;

    public IReadOnlyList<string> Tools => tools;

    public string Folder => folder;

    /// <summary>The servers of tools, each with its state in the SDK's words.</summary>
    public IReadOnlyList<(string Name, string Status)> Servers { get; init; } = [];

    /// <summary>The run whose last answer must fit a schema; null where none must.</summary>
    public StructuredRun? Structured { get; init; }

    /// <summary>What was spent on what.</summary>
    public Spending? Spending { get; init; }

    /// <summary>The permission mode; it may change.</summary>
    public string Mode { get; set; } = mode;

    /// <summary>What the run took so far.</summary>
    public Func<AgentAccount> Account { get; init; } = static () => default;

    /// <summary>A random UUID of version 4.</summary>
    public static string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x40);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
