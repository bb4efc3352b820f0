namespace Pith.Instructions;

/// <summary>Whose words an instruction file holds; that decides where they are put.</summary>
public enum InstructionScope
{
    /// <summary>The organisation's: part of the system text.</summary>
    Managed,

    /// <summary>The user's own, for all projects: part of the system text.</summary>
    User,

    /// <summary>The project's: anyone who can change the project can change them, so they come in a message of the user's role.</summary>
    Project,

    /// <summary>The user's own in a project. They lie where the project's do, so they are placed as those are.</summary>
    Local,
}
