namespace Pith.Permissions;

/// <summary>One thing a call needs of the world, declared by its tool before it runs. Permission is decided on needs, never on a tool's prose.</summary>
/// <param name="Kind">What is asked.</param>
/// <param name="Subject">Of what: a path, a command line, a host. Paths are as the model wrote them; relative ones start at the working folder.</param>
public readonly record struct Need(NeedKind Kind, string Subject);
