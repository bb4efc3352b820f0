namespace Pith.Permissions;

/// <summary>One thing a call needs of the world, declared by its tool before it runs. Permission is decided on needs, never on a tool's prose.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Subject">Of what: a path, a command line, a host. Paths are as the model wrote them; relative ones start at the working folder.</param>
public readonly record struct Need(NeedKind Kind, string Subject)
{
    /// <summary>A command as it would be written from another folder, so that what it names is judged where it really is.</summary>
    /// <param name="place">Where it would start.</param>
    /// <param name="root">The folder that it is judged from.</param>
    public Need From(string place, string root) => Kind is NeedKind.RunCommand or NeedKind.RunOutside && place != root
        ? this with { Subject = $"cd -- '{place.Replace("'", "'\\''", StringComparison.Ordinal)}' &&\n{Subject}" }
        : this;
}
