namespace Pith.Permissions;

/// <summary>What a tool may ask of the world: the kinds that rules, modes and the sandbox speak about.</summary>
public enum NeedKind
{
    /// <summary>Read a file or list a folder; the subject is its path.</summary>
    ReadPath,

    /// <summary>Create, change or remove a file; the subject is its path.</summary>
    WritePath,

    /// <summary>Run a shell command; the subject is the command line as the model wrote it.</summary>
    RunCommand,

    /// <summary>Run a shell command outside the sandbox; the subject is the command line.</summary>
    RunOutside,

    /// <summary>Talk to a host; the subject is its name, or the URL that names it.</summary>
    ReachHost,

    /// <summary>Spend money at a model provider; the subject is an amount in US dollars.</summary>
    Spend,

    /// <summary>Anything a server of the Model Context Protocol does; the subject is the tool's full name, <c>mcp__server__tool</c>.</summary>
    CallServer,

    /// <summary>The same, where the tool only reads by what its server or its name says; see <see cref="Classifiers.ServerReading"/>.</summary>
    AskServer,

    /// <summary>End plan mode by a plan that a person agrees to.</summary>
    EndPlan,

    /// <summary>Start a sub-agent; the subject is its kind. What it does is decided call by call.</summary>
    StartAgent,
}
