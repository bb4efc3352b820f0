namespace Pith.Hooks;

/// <summary>A moment at which hooks are run, by the names that settings use.</summary>
public enum HookEvent
{
    /// <summary>Before a call, and before permission is decided.</summary>
    PreToolUse,

    /// <summary>Before a person would be asked about a call.</summary>
    PermissionRequest,

    /// <summary>A call was refused.</summary>
    PermissionDenied,

    /// <summary>A call has a result.</summary>
    PostToolUse,

    /// <summary>A call failed.</summary>
    PostToolUseFailure,

    /// <summary>All calls of an answer have their results.</summary>
    PostToolBatch,

    /// <summary>The user has said something.</summary>
    UserPromptSubmit,

    /// <summary>The model has finished.</summary>
    Stop,

    /// <summary>The run ended with a failure.</summary>
    StopFailure,

    /// <summary>A sub-agent begins.</summary>
    SubagentStart,

    /// <summary>A sub-agent has finished.</summary>
    SubagentStop,

    /// <summary>A session begins, or is gone on with.</summary>
    SessionStart,

    /// <summary>A session ends.</summary>
    SessionEnd,

    /// <summary>The conversation is about to be made smaller.</summary>
    PreCompact,

    /// <summary>It was made smaller.</summary>
    PostCompact,

    /// <summary>Instruction files were told to the model.</summary>
    InstructionsLoaded,

    /// <summary>Someone's attention is wanted.</summary>
    Notification,

    /// <summary>The program was started to prepare a folder, or to tend it.</summary>
    Setup,

    /// <summary>A command has left the shell in another folder.</summary>
    CwdChanged,

    /// <summary>A file that is watched has changed.</summary>
    FileChanged,

    /// <summary>A settings file has changed.</summary>
    ConfigChange,

    /// <summary>A worktree is wanted.</summary>
    WorktreeCreate,

    /// <summary>A worktree that a hook made is wanted no more.</summary>
    WorktreeRemove,

    /// <summary>The person wants another model.</summary>
    PreModelSwitch,

    /// <summary>Another model answers from now on.</summary>
    PostModelSwitch,

    /// <summary>Words of the model are about to be shown.</summary>
    MessageDisplay,
}
